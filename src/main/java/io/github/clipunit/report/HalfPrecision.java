package io.github.clipunit.report;

import io.github.clipunit.Embedding;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Embeddings as text: IEEE 754 binary16, big-endian, in Base64. A cosine of two embeddings so stored is off by less than
 * 0.0005: enough to tell distributions apart, at a quarter of the size that decimal numbers need.
 */
final class HalfPrecision {

    private static final int MANTISSA_GAP = 23 - 10;

    private HalfPrecision() {}

    static String encode(Embedding embedding) {
        float[] numbers = embedding.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.length);
        for (float number : numbers) {
            bytes.putShort(toHalf(number));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the text is not that
     */
    static Embedding decode(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        float[] numbers = new float[bytes.remaining() / 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = toFloat(bytes.getShort());
        }
        return Embedding.of(numbers);
    }

    /** Rounds to nearest, ties to even; what is too large becomes infinite. The JDK has this from version 20. */
    static short toHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477ff000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) {
            // Below the smallest normal half: steps of 2^-24, which float arithmetic rounds as wanted.
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24f));
        }
        int odd = (magnitude >>> MANTISSA_GAP) & 1;
        int rounded = magnitude + 0xfff + odd;
        return (short) (sign | ((rounded - 0x38000000) >>> MANTISSA_GAP));
    }

    static float toFloat(short half) {
        int exponent = (half >>> 10) & 0x1f;
        int mantissa = half & 0x3ff;
        float magnitude;
        if (exponent == 0) {
            magnitude = mantissa * 0x1p-24f;
        } else if (exponent == 0x1f) {
            magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Float.intBitsToFloat(((exponent + 112) << 23) | (mantissa << MANTISSA_GAP));
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
