package io.github.clipunit.calibration;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the fields of a JSON object; each refusal names the field from the top and what was found.
 *
 * @param object the object
 * @param path its place in the whole, empty or ending in a dot
 */
record CalibrationFields(JsonObject object, String path) {

    static CalibrationFields parse(String text) {
        try {
            return of(JsonParser.parseString(text), "");
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
        }
    }

    private static CalibrationFields of(JsonElement json, String path) {
        if (!json.isJsonObject()) {
            throw wrong(path.isEmpty() ? "the whole" : path, "an object", json);
        }
        return new CalibrationFields(json.getAsJsonObject(), path.isEmpty() ? "" : path + ".");
    }

    CalibrationFields fields(String name) {
        return of(required(name), path + name);
    }

    String text(String name) {
        JsonElement value = required(name);
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return value.getAsString();
        }
        throw wrong(path + name, "a text", value);
    }

    double number(String name) {
        return number(path + name, required(name));
    }

    double number(String name, double min, double max) {
        double number = number(name);
        if (number >= min && number <= max) {
            return number;
        }
        throw wrong(path + name, "a number from " + min + " to " + max, required(name));
    }

    List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        array(name).forEach(item -> numbers.add(number(path + name + "[" + numbers.size() + "]", item)));
        return numbers;
    }

    <T> List<T> list(String name, Function<CalibrationFields, T> reader) {
        List<T> items = new ArrayList<>();
        array(name).forEach(item -> items.add(reader.apply(of(item, path + name + "[" + items.size() + "]"))));
        return items;
    }

    private JsonArray array(String name) {
        JsonElement value = required(name);
        if (!value.isJsonArray()) {
            throw wrong(path + name, "a list", value);
        }
        return value.getAsJsonArray();
    }

    private static double number(String field, JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isNumber() && Double.isFinite(value.getAsDouble())) {
            return value.getAsDouble();
        }
        throw wrong(field, "a number", value);
    }

    private JsonElement required(String name) {
        JsonElement value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field [" + path + name + "] is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String field, String rule, JsonElement found) {
        return new IllegalArgumentException("field [" + field + "] must be " + rule + ", but is [" + found + "]");
    }
}
