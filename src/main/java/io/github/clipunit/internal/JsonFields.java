package io.github.clipunit.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the fields of a JSON object; each refusal names the field from the top and what was found.
 *
 * @param object the object
 * @param path its place in the whole, ending in a dot unless it is the whole
 */
public record JsonFields(JsonObject object, String path) {

    public static JsonFields of(JsonElement json, String path) {
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
        JsonElement value = required(name);
        if (!(value instanceof JsonArray array) || array.isEmpty()) {
            throw wrong(path + name, "a list that is not empty", value);
        }
        List<T> items = new ArrayList<>();
        for (JsonElement item : array) {
            items.add(reader.apply(of(item, path + name + "[" + items.size() + "]")));
        }
        return items;
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
