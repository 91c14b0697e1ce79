package io.github.clipunit.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clipunit.internal.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of a model's JSON files, with errors that name the file and the key.
 *
 * @hidden
 */
public record ConfigFile(String name, JsonObject json) {

    public static ConfigFile of(ModelFile file) {
        try {
            return new ConfigFile(
                    file.description(),
                    JsonParser.parseString(new String(file.read(), StandardCharsets.UTF_8))
                            .getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            if (e instanceof ModelUnavailableException known) {
                throw known;
            }
            throw new ModelUnavailableException(
                    "model file " + file.description() + " is not a JSON object: " + JsonFields.reason(e), e);
        }
    }

    /** The object of that key, empty where it is missing. */
    public JsonObject object(String key) {
        return json.has(key) && json.get(key).isJsonObject() ? json.getAsJsonObject(key) : new JsonObject();
    }

    public int whole(JsonElement owner, String key, int otherwise) {
        double number = number(owner, key, otherwise);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw malformed(key + " must be a whole number, but is " + number);
        }
        return (int) number;
    }

    /** The text of that key, empty where it is missing or null. */
    public Optional<String> text(JsonObject owner, String key) {
        JsonElement value = owner.get(key);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw malformed(key + " must be a text, but is " + value);
        }
        return Optional.of(value.getAsString());
    }

    /** The truth of that key, empty where it is missing or null. */
    public Optional<Boolean> flag(JsonObject owner, String key) {
        JsonElement value = owner.get(key);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw malformed(key + " must be true or false, but is " + value);
        }
        return Optional.of(value.getAsBoolean());
    }

    public double number(JsonElement owner, String key, double otherwise) {
        JsonElement value = owner.isJsonObject() ? owner.getAsJsonObject().get(key) : null;
        if (value == null || value.isJsonNull()) {
            return otherwise;
        }
        try {
            double number = value.getAsDouble();
            if (!Double.isFinite(number)) {
                throw malformed(key + " must be a finite number, but is " + value);
            }
            return number;
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            if (e instanceof ModelUnavailableException known) {
                throw known;
            }
            throw malformed(key + " must be a number, but is " + value, e);
        }
    }

    public double[] triple(JsonObject owner, String key, double[] otherwise) {
        JsonElement value = owner.get(key);
        if (value == null || value.isJsonNull()) {
            return otherwise;
        }
        if (!(value instanceof JsonArray array) || array.size() != 3) {
            throw malformed(key + " must be three numbers, but is " + value);
        }
        try {
            return new double[] {
                array.get(0).getAsDouble(),
                array.get(1).getAsDouble(),
                array.get(2).getAsDouble()
            };
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            throw malformed(key + " must be three numbers, but is " + value, e);
        }
    }

    /** Names this file in what an argument's own check complains of. */
    public <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    public ModelUnavailableException malformed(String flaw) {
        return malformed(flaw, null);
    }

    private ModelUnavailableException malformed(String flaw, @Nullable Throwable cause) {
        return new ModelUnavailableException("model file " + name + " cannot be used: " + flaw, cause);
    }
}
