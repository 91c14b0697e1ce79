package io.github.clipunit.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * IEEE 754 binary16, which Java itself converts only from version 20 on. Vectors are the base64 of little-endian
 * numbers: numpy's {@code <f2}. Ten bits of fraction change the cosine of two embeddings by about 1e-6, and take a
 * quarter of the text of full precision in decimal.
 */
public final class HalfFloat {

    private static final int INFINITY = 0x7c00;
    /** The exponent of a float is biased by 127, that of a half by 15. */
    private static final int REBIAS = 127 - 15;

    private HalfFloat() {}

    /** Returns the nearest half, with ties to even; beyond 65504, infinity. */
    static short toHalf(float value) {
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

    /** Returns the exact value of a half. */
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

    /** Returns a vector as text, {@code base64.b64encode(numpy.array(vector, "<f2"))}. */
    public static String encode(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putShort(toHalf(value));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * Returns the vector in a text.
     *
     * @throws IllegalArgumentException if it is not base64, or not a whole number of halves
     */
    public static float[] decode(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException(text.length() + " characters are not a whole number of groups of four");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() % 2 != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are not a whole number of 16-bit floats");
        }
        float[] vector = new float[bytes.remaining() / 2];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = toFloat(bytes.getShort());
        }
        return vector;
    }
}
