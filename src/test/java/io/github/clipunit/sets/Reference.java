package io.github.clipunit.sets;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Demands that a script under {@code src/test/fixtures/metrics} computed by other means. */
public record Reference(JsonObject json) {

    public static Reference of(String name) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Reference.class.getResourceAsStream("/reference/" + name), name),
                StandardCharsets.UTF_8)) {
            return new Reference(JsonParser.parseReader(reader).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Reference get(String name) {
        return new Reference(json.getAsJsonObject(name));
    }

    public List<Reference> list(String name) {
        return StreamSupport.stream(json.getAsJsonArray(name).spliterator(), false)
                .map(element -> new Reference(element.getAsJsonObject()))
                .toList();
    }

    public boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    public double number(String name) {
        return json.get(name).getAsDouble();
    }

    public double[] numbers(String name) {
        return numbers(json.get(name));
    }

    double[][] rows(String name) {
        return StreamSupport.stream(json.getAsJsonArray(name).spliterator(), false)
                .map(Reference::numbers)
                .toArray(double[][]::new);
    }

    private static double[] numbers(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }
}
