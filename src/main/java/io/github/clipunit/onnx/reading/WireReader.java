package io.github.clipunit.onnx.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A reader of the fields of a protocol buffer in a file. It reads only what is requested; skipped content is never
 * read. The format is described at protobuf.dev/programming-guides/encoding.
 */
public final class WireReader implements AutoCloseable {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /** The largest content of a field that is held in memory. */
    private static final long MOST_CONTENT = 1 << 25;

    private final FileChannel file;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13).limit(0);
    /** The position in the file where the buffer ends. */
    private long bufferEnd;

    private int tag;
    private long length;

    private WireReader(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    public static WireReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new WireReader(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Goes to the next field of the outermost message and returns true, or returns false at the end; the last field
     * must have been skipped or copied.
     */
    public boolean next() throws IOException {
        return nextBefore(size);
    }

    /** Goes to the next field of a message that ends there. */
    public boolean nextBefore(long end) throws IOException {
        if (position() >= end) {
            return false;
        }
        long next = varint();
        if (next >>> 3 == 0 || next > Integer.MAX_VALUE) {
            throw new UnfitException();
        }
        tag = (int) next;
        length = switch (tag & 7) {
            case VARINT -> 0;
            case FIXED64 -> Long.BYTES;
            case BYTES -> varint();
            case FIXED32 -> Integer.BYTES;
            default -> throw new UnfitException();
        };
        if (length < 0 || end() > end) {
            throw new UnfitException();
        }
        return true;
    }

    /** Returns the number of the field. */
    public int field() {
        return tag >>> 3;
    }

    /** Returns whether it is that field, and holds bytes: a text, a message or packed numbers. */
    public boolean isBytes(int field) {
        return tag == ((field << 3) | BYTES);
    }

    /** Returns the field's number and type as they are encoded. */
    public int tag() {
        return tag;
    }

    public boolean isVarint() {
        return (tag & 7) == VARINT;
    }

    public boolean isLengthWritten() {
        return (tag & 7) == BYTES;
    }

    /** Returns the length of its content in bytes, if it is not a varint. */
    public long length() {
        return length;
    }

    /** Returns the position of the reader; at first, the start of the field's content. */
    public long position() {
        return bufferEnd - buffer.remaining();
    }

    /** Returns the end of its content. */
    public long end() {
        return position() + length;
    }

    /** Skips the field's content. */
    public void skip() throws IOException {
        if (length <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) length);
        } else {
            bufferEnd = end();
            buffer.limit(0);
            file.position(bufferEnd);
        }
    }

    /** Returns the field's content, if it is not a varint. */
    public byte[] content() throws IOException {
        if (length > MOST_CONTENT) {
            throw new UnfitException();
        }
        byte[] content = new byte[(int) length];
        for (int at = 0; at < content.length; ) {
            fill();
            int count = Math.min(content.length - at, buffer.remaining());
            buffer.get(content, at, count);
            at += count;
        }
        return content;
    }

    /** Returns a number in base 128, the lowest digit first. */
    public long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            fill();
            byte digit = buffer.get();
            value |= (digit & 0x7fL) << shift;
            if (digit >= 0) {
                return value;
            }
        }
        throw new UnfitException();
    }

    private void fill() throws IOException {
        if (!buffer.hasRemaining()) {
            int count = file.read(buffer.clear());
            buffer.flip();
            if (count <= 0) {
                throw new UnfitException();
            }
            bufferEnd += count;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The error for bytes that are not a protocol buffer, or one too large to be held in memory. */
    public static final class UnfitException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
