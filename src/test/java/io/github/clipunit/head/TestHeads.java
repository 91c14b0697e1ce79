package io.github.clipunit.head;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes heads of chosen numbers, byte by byte as the description of safetensors says. */
public final class TestHeads {

    private TestHeads() {}

    /** A linear head without bias. */
    public static Path write(Path file, float... weights) {
        return write(
                file,
                "{\"weight\":{\"dtype\":\"F32\",\"shape\":[1," + weights.length + "],\"data_offsets\":[0,"
                        + 4 * weights.length + "]}}",
                weights);
    }

    /** A file of that header and those numbers. */
    static Path write(Path file, String header, float... numbers) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + text.length + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        try {
            return Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
