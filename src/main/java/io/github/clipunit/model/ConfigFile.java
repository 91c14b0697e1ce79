package io.github.clipunit.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.TextDamage;
import io.github.clipunit.internal.VisibleText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of a model's JSON files, or an object in it. All values are read here. A value of the wrong type or range is
 * refused with the file, the full key, the value and what was expected. Null counts as missing, as in {@code
 * transformers}.
 *
 * @param name the file, for messages
 * @param path the keys of the enclosing objects, each followed by a dot
 * @hidden
 */
public record ConfigFile(String name, String path, JsonObject json) {

    private static final int SHOWN = 60;

    public static ConfigFile of(ModelFile file) {
        byte[] content = file.read();
        try {
            return new ConfigFile(
                    file.description(), "", JsonFields.parse(content).object());
        } catch (IllegalArgumentException e) {
            throw new ModelUnavailableException(
                    "model file " + file.description() + " "
                            + TextDamage.say(content, e, "it must be a JSON object; download or export it again"),
                    e);
        }
    }

    /** Returns the content of a missing file: no keys. */
    public static ConfigFile missing(String name) {
        return new ConfigFile(name, "", new JsonObject());
    }

    /** Returns the value of a key, or empty if it is missing or null. */
    public Optional<JsonElement> given(String key) {
        return Optional.ofNullable(json.get(key)).filter(value -> !value.isJsonNull());
    }

    /** Returns the object of a key; it has no keys if that is missing. */
    public ConfigFile object(String key) {
        JsonElement value = given(key).orElseGet(JsonObject::new);
        if (!value.isJsonObject()) {
            throw wrong(key, "an object");
        }
        return new ConfigFile(name, path + key + ".", value.getAsJsonObject());
    }

    public Optional<String> text(String key) {
        return given(key).map(value -> {
            if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
                throw wrong(key, "a string");
            }
            return value.getAsString();
        });
    }

    public Optional<Boolean> flag(String key) {
        return given(key).map(value -> {
            if (!(value instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
                throw wrong(key, "true or false");
            }
            return value.getAsBoolean();
        });
    }

    public Optional<Double> number(String key, double min, double max) {
        return given(key).map(value -> number(key, value, min, max));
    }

    public Optional<Integer> whole(String key, int min, int max) {
        return given(key).map(value -> whole(key, value, min, max));
    }

    /** Returns a value of this file as a whole number; messages call it by the given key. */
    public int whole(String key, JsonElement value, int min, int max) {
        double number = number(value);
        if (number != Math.rint(number) || number < min || number > max) {
            throw wrong(key, "a whole number from " + min + " to " + max, value);
        }
        return (int) number;
    }

    /** Returns the three numbers of a key, one per channel. */
    public double[] triple(String key, double[] otherwise, double min, double max) {
        Optional<JsonElement> given = given(key);
        if (given.isEmpty()) {
            return otherwise;
        }
        if (!(given.get() instanceof JsonArray array) || array.size() != otherwise.length) {
            throw wrong(key, "a list of three numbers");
        }
        double[] numbers = new double[otherwise.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(key + "[" + i + "]", array.get(i), min, max);
        }
        return numbers;
    }

    private double number(String key, JsonElement value, double min, double max) {
        double number = number(value);
        if (!(number >= min && number <= max)) {
            throw wrong(key, "a number from " + min + " to " + max, value);
        }
        return number;
    }

    /** Returns the number, or NaN if the value is not one. */
    private static double number(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber() ? value.getAsDouble() : Double.NaN;
    }

    /** Returns the error for a key's value. */
    public ModelUnavailableException wrong(String key, String expected) {
        return wrong(key, expected, json.has(key) ? json.get(key) : JsonNull.INSTANCE);
    }

    /** Returns the error for a value. */
    public ModelUnavailableException wrong(String key, String expected, JsonElement value) {
        String text = VisibleText.of(value.toString());
        return malformed(path + key + " must be " + expected + ", but is "
                + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…"));
    }

    public ModelUnavailableException malformed(String flaw) {
        return malformed(flaw, null);
    }

    /** Returns the error for the whole file, with its cause. */
    public ModelUnavailableException malformed(String flaw, @Nullable Exception cause) {
        return new ModelUnavailableException("model file " + name + " cannot be used: " + flaw, cause);
    }
}
