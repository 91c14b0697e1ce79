package io.github.clipunit.onnx;

import io.github.clipunit.onnx.reading.WireReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A writer of the fields of a protocol buffer. */
final class WireWriter {

    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    void bytes(int field, byte[] content) {
        varint((field << 3) | BYTES);
        varint(content.length);
        message.writeBytes(content);
    }

    void text(int field, String text) {
        bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void number(int field, long value) {
        varint((field << 3) | VARINT);
        varint(value);
    }

    /** Copies the reader's current field unchanged. */
    void copy(WireReader reader) throws IOException {
        varint(reader.tag());
        if (reader.isVarint()) {
            varint(reader.varint());
            return;
        }
        if (reader.isLengthWritten()) {
            varint(reader.length());
        }
        message.writeBytes(reader.content());
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            message.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        message.write((int) left);
    }

    byte[] toByteArray() {
        return message.toByteArray();
    }
}
