package io.github.clipunit.generator;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a generator was asked for: the prompt, and whatever else decides the picture, such as model, seed, size and number.
 * Cassettes keep it beside the pictures, so that they are never played for another request.
 *
 * <pre><code class="java">
 * PictureRequest.of("a red fox in the snow").withModel("gpt-image-1").withNumber(3).with("size", "1024x1024");
 * </code></pre>
 *
 * <p>Immutable. Two are equal where all they say is, in whatever order. Keys, tokens and the queries of addresses are left out, so
 * that they decide nothing: a signature changes with every run. What of an address matters is a parameter of its own.
 */
public final class PictureRequest {

    private static final String NUMBER = "number";

    private final Map<String, String> parts;

    private PictureRequest(Map<String, String> parts) {
        this.parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * A request for the picture of a prompt.
     *
     * @throws IllegalArgumentException if the prompt is blank
     */
    public static PictureRequest of(String prompt) {
        return new PictureRequest(Map.of()).with("prompt", Demands.requireText("prompt", prompt));
    }

    /**
     * A request as it was kept.
     *
     * @hidden
     */
    public static PictureRequest ofParts(Map<String, String> parts) {
        return new PictureRequest(parts);
    }

    /** The same of a model; null says nothing. */
    public PictureRequest withModel(@Nullable String model) {
        return with("model", model);
    }

    /** The same with a seed. */
    public PictureRequest withSeed(long seed) {
        return with("seed", seed);
    }

    /**
     * The same for several pictures of one call. A generator that then gives fewer has failed; more are taken as they come.
     *
     * @param pictures at least 1
     * @throws IllegalArgumentException if there are fewer
     */
    public PictureRequest withNumber(int pictures) {
        Demands.requireAtLeast(1, "number of pictures", pictures);
        return with(NUMBER, pictures);
    }

    /**
     * The same with a further parameter, such as {@code size}; another value of the same name is replaced, and null says nothing.
     */
    public PictureRequest with(String name, @Nullable Object value) {
        Demands.requireText("name", name);
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(parts);
        more.put(name, Secrets.without(name, String.valueOf(value)));
        return new PictureRequest(more);
    }

    /** All that it says, by name, in the order in which it was told. */
    public Map<String, String> parts() {
        return parts;
    }

    /** How many pictures were asked for, if that was told. */
    public OptionalInt number() {
        String number = parts.get(NUMBER);
        return number != null && number.matches("[1-9]\\d{0,5}")
                ? OptionalInt.of(Integer.parseInt(number))
                : OptionalInt.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PictureRequest that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(parts);
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
