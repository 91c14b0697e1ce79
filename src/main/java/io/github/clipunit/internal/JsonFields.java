package io.github.clipunit.internal;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a JSON object; each error names the full path of the field and the value found.
 *
 * @param object the object
 * @param path the object's path, ending in a dot unless it is the root
 */
public record JsonFields(JsonObject object, String path) {

    private static final TypeAdapter<JsonElement> ADAPTER = new Gson().getAdapter(JsonElement.class);

    /** RFC 8259, section 7. Gson accepts more, and has a stricter mode only from version 2.11 on. */
    private static final Pattern STRING =
            Pattern.compile("\"[^\"\\\\\\x00-\\x1f]*+(?:\\\\[\"\\\\/bfnrtu][^\"\\\\\\x00-\\x1f]*+)*+\"");

    /** The position in Gson's messages; their advice is for programmers and is dropped. */
    private static final Pattern PLACE = Pattern.compile("line (\\d+) column ");

    private static final int DEEPEST = 64;

    /**
     * Returns the fields of a file in UTF-8 that is one JSON object and nothing else.
     *
     * @throws IllegalArgumentException if it is anything else; {@link TextDamage} may find the reason
     */
    public static JsonFields parse(byte[] content) {
        return parse(TextDamage.decode(content));
    }

    /**
     * Returns the fields of a text that is one JSON object and nothing else.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static JsonFields parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            JsonElement json = read(reader, 0);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("there is more after its end");
            }
            if (STRING.matcher(text).replaceAll("").contains("\"")) {
                throw new IllegalArgumentException(
                        "it is not JSON: a string contains a control character or an escape that JSON does not allow");
            }
            return of(json, "");
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException("it is not JSON: " + reason(e), e);
        }
    }

    /**
     * Reads a value and refuses duplicate fields, of which Gson would keep the last, and so one side of a merge that
     * kept both.
     */
    private static JsonElement read(JsonReader reader, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested more than " + DEEPEST + " levels deep");
        }
        if (reader.peek() == JsonToken.BEGIN_ARRAY) {
            JsonArray array = new JsonArray();
            reader.beginArray();
            while (reader.hasNext()) {
                array.add(read(reader, depth + 1));
            }
            reader.endArray();
            return array;
        }
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            return ADAPTER.read(reader);
        }
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new IllegalArgumentException("field [" + reader.getPath().replaceFirst("^\\$\\.?", "")
                        + "] exists twice, as after a merge that kept both sides");
            }
            object.add(name, read(reader, depth + 1));
        }
        reader.endObject();
        return object;
    }

    /** Returns the reason of a failure of Gson, without its advice for programmers. */
    public static String reason(Exception complaint) {
        Matcher matcher = PLACE.matcher(String.valueOf(complaint.getMessage()));
        String place = matcher.find() ? ", in line " + matcher.group(1) : "";
        boolean isCut = String.valueOf(complaint.getMessage()).contains("Unterminated string");
        for (Throwable cause = complaint; cause != null; cause = cause.getCause()) {
            isCut |= cause instanceof EOFException;
        }
        if (isCut) {
            return "it ends too early" + place;
        }
        boolean isUnreadable = complaint instanceof IOException && !(complaint instanceof MalformedJsonException);
        return isUnreadable ? complaint.toString() : "something else was expected" + place;
    }

    /**
     * Returns the object as an instance of a class.
     *
     * @throws IllegalArgumentException if a field has another type than in the class
     */
    public <T> T as(Gson gson, Class<T> type) {
        try {
            return Objects.requireNonNull(gson.fromJson(object, type));
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException("a field has the wrong type", e);
        }
    }

    private static JsonFields of(JsonElement json, String path) {
        if (!json.isJsonObject()) {
            throw wrong(path.isEmpty() ? "the whole" : path, "an object", json);
        }
        return new JsonFields(json.getAsJsonObject(), path.isEmpty() ? "" : path + ".");
    }

    public boolean has(String name) {
        return object.has(name);
    }

    public String string(String name) {
        JsonElement value = required(name);
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
            throw wrong(path + name, "a string", value);
        }
        return value.getAsString();
    }

    /** Returns a finite number. */
    public double number(String name) {
        return number(path + name, required(name));
    }

    public double number(String name, double min, double max) {
        JsonElement value = required(name);
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            double number = value.getAsDouble();
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw wrong(path + name, "a number from " + min + " to " + max, value);
    }

    /** Returns a list of finite numbers. */
    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        array(name).forEach(item -> numbers.add(number(path + name + "[" + numbers.size() + "]", item)));
        return numbers;
    }

    /** Returns a list of lists of finite numbers. */
    public List<List<Double>> rows(String name) {
        JsonObject rows = new JsonObject();
        array(name).forEach(row -> rows.add(name + "[" + rows.size() + "]", row));
        JsonFields named = new JsonFields(rows, path);
        return rows.keySet().stream().map(named::numbers).toList();
    }

    private static double number(String field, JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isNumber() && Double.isFinite(value.getAsDouble())) {
            return value.getAsDouble();
        }
        throw wrong(field, "a number", value);
    }

    public JsonFields fields(String name) {
        return of(required(name), path + name);
    }

    public NavigableMap<String, String> texts(String name) {
        JsonFields inner = fields(name);
        NavigableMap<String, String> texts = new TreeMap<>();
        inner.object.keySet().forEach(key -> texts.put(key, inner.string(key)));
        return texts;
    }

    public <T> List<T> list(String name, Function<JsonFields, T> reader) {
        List<T> items = new ArrayList<>();
        array(name).forEach(item -> items.add(reader.apply(of(item, path + name + "[" + items.size() + "]"))));
        return items;
    }

    /** Does the same as {@link #list(String, Function)}, but refuses an empty list. */
    public <T> List<T> filledList(String name, Function<JsonFields, T> reader) {
        List<T> items = list(name, reader);
        if (items.isEmpty()) {
            throw wrong(path + name, "a list that is not empty", required(name));
        }
        return items;
    }

    private JsonArray array(String name) {
        if (required(name) instanceof JsonArray array) {
            return array;
        }
        throw wrong(path + name, "a list", required(name));
    }

    private JsonElement required(String name) {
        JsonElement value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field [" + path + name + "] is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String field, String rule, JsonElement found) {
        String text = found.toString();
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return new IllegalArgumentException("field [" + field + "] must be " + rule + ", but is [" + shown + "]");
    }
}
