package io.github.clipunit.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * A versioned form for sums that travel between machines. As bytes, big endian: the line {@code name/version}, the content,
 * and a CRC-32 of both. As JSON: the field {@code format} with that line, and those of the content.
 *
 * @param name the name, such as {@code clipunit.moments}
 * @param version from 1
 */
public record SumFormat(String name, int version) {

    private static final String REMEDY = "; fetch them again from where they were made, or make them anew";

    /** Frames a content of exactly so many bytes. */
    public byte[] bytes(int size, Consumer<ByteBuffer> content) {
        byte[] head = (this + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer whole =
                ByteBuffer.allocate(head.length + size + Integer.BYTES).put(head);
        content.accept(whole);
        return whole.putInt(crc(whole.array())).array();
    }

    /**
     * Reads what {@link #bytes} framed.
     *
     * @throws IllegalArgumentException if they are of another format, damaged, or refused by the reader
     */
    public <T> T read(byte[] bytes, Function<ByteBuffer, T> reader) {
        int head = 0;
        while (head < bytes.length && bytes[head] != '\n') {
            head++;
        }
        requireThis(new String(bytes, 0, Math.min(head, 60), StandardCharsets.ISO_8859_1));
        ByteBuffer content = ByteBuffer.wrap(bytes).position(Math.min(head + 1, bytes.length));
        int kept = content.remaining() < Integer.BYTES ? 0 : content.getInt(bytes.length - Integer.BYTES);
        if (content.remaining() < Integer.BYTES || kept != crc(bytes)) {
            throw new IllegalArgumentException(
                    "sums of the format [" + this + "] must end with their CRC-32, but these [" + bytes.length
                            + "] bytes do not: they were cut short or changed" + REMEDY);
        }
        return understood(() -> {
            T sums = reader.apply(content.limit(bytes.length - Integer.BYTES));
            if (content.hasRemaining()) {
                throw new IllegalArgumentException("more follows after their end");
            }
            return sums;
        });
    }

    /** An object that says its format, and nothing else yet. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("format", toString());
        return json;
    }

    /** The numbers as JSON. */
    public static JsonArray array(Collection<? extends Number> numbers) {
        JsonArray array = new JsonArray(numbers.size());
        numbers.forEach(array::add);
        return array;
    }

    /**
     * Reads what began with {@link #json()}.
     *
     * @throws IllegalArgumentException if it is of another format, damaged, or refused by the reader
     */
    public <T> T parse(String text, Function<JsonFields, T> reader) {
        JsonFields fields = understood(() -> JsonFields.parse(text));
        requireThis(understood(() -> fields.string("format")));
        return understood(() -> reader.apply(fields));
    }

    private void requireThis(String found) {
        if (!found.equals(toString())) {
            boolean isVersion = found.matches(name.replace(".", "\\.") + "/\\d+");
            throw new IllegalArgumentException("sums must be of the format [" + this + "], but are of [" + found + "]; "
                    + (isVersion
                            ? "read them with the version of clipunit that wrote them, or make them anew with this one"
                            : "give what was written as such"));
        }
    }

    private <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            String flaw = e instanceof BufferUnderflowException ? "they end too early" : e.getMessage();
            throw new IllegalArgumentException("sums of the format [" + this + "] cannot be read: " + flaw + REMEDY, e);
        }
    }

    /** Of all bytes but the last four. */
    private static int crc(byte... bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    /** The line that tells formats apart. */
    @Override
    public String toString() {
        return name + "/" + version;
    }
}
