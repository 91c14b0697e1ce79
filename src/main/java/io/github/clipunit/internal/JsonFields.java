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
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the fields of a JSON object; each refusal names the field from the top and what was found.
 *
 * @param object the object
 * @param path its place in the whole, ending in a dot unless it is the whole
 */
public record JsonFields(JsonObject object, String path) {

    private static final TypeAdapter<JsonElement> ADAPTER = new Gson().getAdapter(JsonElement.class);

    /** RFC 8259, section 7. Gson lets more pass, and has a stricter mode only from version 2.11 on. */
    private static final Pattern STRING =
            Pattern.compile("\"[^\"\\\\\\x00-\\x1f]*+(?:\\\\[\"\\\\/bfnrtu][^\"\\\\\\x00-\\x1f]*+)*+\"");

    /**
     * The fields of a text that is one JSON object and nothing else.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static JsonFields parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            JsonElement json = ADAPTER.read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("more follows after its end");
            }
            if (STRING.matcher(text).replaceAll("").contains("\"")) {
                throw new IllegalArgumentException(
                        "it is not JSON: a text holds a control character or an escape that" + " JSON does not know");
            }
            return of(json, "");
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
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
            throw wrong(path + name, "a text", value);
        }
        return value.getAsString();
    }

    /** A finite number. */
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

    /** A list of finite numbers. */
    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        array(name).forEach(item -> numbers.add(number(path + name + "[" + numbers.size() + "]", item)));
        return numbers;
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

    /** As {@link #list(String, Function)}, but for an empty one, which is refused. */
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
