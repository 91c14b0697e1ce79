package io.github.clipunit.report.data;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.HalfFloat;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Embeddings as text: IEEE 754 binary16, big-endian, in Base64. A cosine of two embeddings so stored is off by less than
 * 0.0005: enough to tell distributions apart, at a quarter of the size that decimal numbers need.
 */
public final class ReportedHalves {

    private ReportedHalves() {}

    public static String encode(Embedding embedding) {
        float[] numbers = embedding.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.length);
        for (float number : numbers) {
            bytes.putShort(HalfFloat.toHalf(number));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the text is not that
     */
    public static Embedding decode(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        float[] numbers = new float[bytes.remaining() / 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = HalfFloat.toFloat(bytes.getShort());
        }
        return Embedding.of(numbers);
    }
}
