package io.github.clipunit.golden.store;

import io.github.clipunit.internal.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Vectors as base64 of IEEE 754 binary16, little-endian: numpy's {@code <f2}. Ten bits of fraction change the cosine of
 * two embeddings by about 1e-6, for a quarter of the text that full precision in decimal takes.
 */
public final class HalfPrecision {

    private HalfPrecision() {}

    public static String encode(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putShort(HalfFloat.toHalf(value));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * The vector in a text.
     *
     * @throws IllegalArgumentException if it is not base64, or not of a whole number of halves
     */
    static float[] decode(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException(text.length() + " characters are no whole number of groups of four");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() % 2 != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are no whole number of 16-bit floats");
        }
        float[] vector = new float[bytes.remaining() / 2];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = HalfFloat.toFloat(bytes.getShort());
        }
        return vector;
    }
}
