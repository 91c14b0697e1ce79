package io.github.clipunit.internal;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * A versioned format of sums that are sent between machines. As bytes, big endian: the format and a line feed, the
 * texts (length as int, UTF-8), the numbers (doubles), the lists (length as int, doubles), and a CRC-32 of everything
 * before it (int). As JSON: the same as fields, the first {@code format} and the last {@code crc32}.
 *
 * @param format a name, a slash and a version, such as {@code clipunit.moments/1}
 */
public record SumFormat(String format, List<String> texts, List<String> numbers, List<String> lists) {

    private static final Gson GSON = new Gson();

    /** Returns the fields as bytes. */
    public byte[] bytes(JsonObject fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CRC32 crc = new CRC32();
        try (DataOutputStream out = new DataOutputStream(new CheckedOutputStream(bytes, crc))) {
            out.writeBytes(format + "\n");
            for (String text : texts) {
                byte[] utf8 = fields.get(text).getAsString().getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            for (String number : numbers) {
                out.writeDouble(fields.get(number).getAsDouble());
            }
            for (String list : lists) {
                out.writeInt(fields.getAsJsonArray(list).size());
                for (JsonElement item : fields.getAsJsonArray(list)) {
                    out.writeDouble(item.getAsDouble());
                }
            }
            out.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("sums of the format [" + format + "] cannot be written: " + e, e);
        }
        return bytes.toByteArray();
    }

    /** Reads the output of {@link #bytes}; throws IllegalArgumentException if it is invalid. */
    public <T> T read(byte[] bytes, Function<JsonFields, T> reader) {
        return restored(() -> fields(new DataInputStream(new ByteArrayInputStream(bytes))), reader);
    }

    private JsonFields fields(DataInputStream in) throws IOException {
        String head = new String(in.readNBytes(format.length() + 1), StandardCharsets.ISO_8859_1);
        JsonObject fields = new JsonObject();
        fields.addProperty("format", head.strip());
        if (head.equals(format + "\n")) {
            for (String text : texts) {
                fields.addProperty(text, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            for (String number : numbers) {
                fields.addProperty(number, in.readDouble());
            }
            for (String list : lists) {
                JsonArray items = new JsonArray();
                for (int left = in.readInt(); left > 0; left--) {
                    items.add(in.readDouble());
                }
                fields.add(list, items);
            }
            // more bytes than these have no CRC
            fields.addProperty("crc32", Integer.toUnsignedLong(in.readInt()) - ((long) in.available() << 32));
        }
        return new JsonFields(fields, "");
    }

    /** Returns the fields as JSON. */
    public String json(JsonObject fields) {
        JsonObject json = new JsonObject();
        json.addProperty("format", format);
        fields.entrySet().forEach(field -> json.add(field.getKey(), field.getValue()));
        json.addProperty("crc32", crc(fields));
        return json.toString();
    }

    /** Reads the output of {@link #json}; throws IllegalArgumentException if it is invalid. */
    public <T> T parse(String json, Function<JsonFields, T> reader) {
        return restored(() -> JsonFields.parse(json), reader);
    }

    private <T> T restored(Source source, Function<JsonFields, T> reader) {
        try {
            JsonFields found = source.fields();
            if (!found.string("format").equals(format)) {
                throw new IllegalArgumentException("they have the format [" + found.string("format") + "]");
            }
            T sums = reader.apply(found);
            if (found.number("crc32") != crc(found.object())) {
                throw new IllegalArgumentException(
                        "their CRC-32 is not [" + found.object().get("crc32") + "]");
            }
            return sums;
        } catch (IllegalArgumentException | IOException e) {
            String flaw = e instanceof EOFException ? "they end too early" : e.getMessage();
            throw new IllegalArgumentException(
                    "sums of the format [" + format + "] cannot be read: " + flaw
                            + "; fetch them again from their"
                            + " source, or compute them again with this version of clipunit",
                    e);
        }
    }

    private interface Source {
        JsonFields fields() throws IOException;
    }

    private long crc(JsonObject fields) {
        byte[] bytes = bytes(fields);
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES));
    }

    /** Returns values as fields: those of texts, numbers and lists, in this order. */
    public JsonObject fields(Object... values) {
        JsonObject fields = new JsonObject();
        Iterator<Object> value = Arrays.asList(values).iterator();
        Stream.of(texts, numbers, lists)
                .flatMap(List::stream)
                .forEach(name -> fields.add(name, GSON.toJsonTree(value.next())));
        return fields;
    }
}
