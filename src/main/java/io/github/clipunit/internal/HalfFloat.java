package io.github.clipunit.internal;

/** IEEE 754 binary16, which Java converts by itself only from version 20. */
public final class HalfFloat {

    private static final int INFINITY = 0x7c00;
    /** A float's exponents are biased by 127, a half's by 15. */
    private static final int REBIAS = 127 - 15;

    private HalfFloat() {}

    /** The nearest half, ties to even; beyond 65504 infinity. */
    public static short toHalf(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        if (Float.isNaN(value)) {
            return (short) (sign | INFINITY | 0x200);
        }
        double magnitude = Math.min(Math.abs((double) value), 0x1p16);
        int exponent = Math.max(Math.getExponent(magnitude), -14);
        long steps = (long) Math.rint(Math.scalb(magnitude, 10 - exponent));
        // A normal number's leading bit counts 1024 steps, which carry into the exponent; so does rounding up.
        long half = ((long) (exponent + 14) << 10) + steps;
        return (short) (sign | (int) Math.min(half, INFINITY));
    }

    /** The value of a half, exactly. */
    public static float toFloat(short half) {
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        float magnitude;
        if (exponent == 31) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, -24);
        } else {
            magnitude = Float.intBitsToFloat(((exponent + REBIAS) << 23) | (fraction << 13));
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
