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
 * A request to a generator: the prompt and everything else that decides the picture, such as model, seed, size and
 * number. Cassettes store it with the pictures, so that they are never played for another request.
 *
 * <pre><code class="java">
 * PictureRequest.of("a red fox in the snow").withModel("gpt-image-1").withNumber(3).with("size", "1024x1024");
 * </code></pre>
 *
 * <p>It is immutable. Two requests are equal if their parameters are, in any order. Keys, tokens and the queries of
 * addresses are left out and do not affect equality, because a signature changes with every run. Pass a relevant part
 * of an address as a parameter of its own.
 */
public final class PictureRequest {

    private static final String NUMBER = "number";

    private final Map<String, String> parts;

    private PictureRequest(Map<String, String> parts) {
        this.parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * Returns a request for the picture of a prompt.
     *
     * @throws IllegalArgumentException if the prompt is blank
     */
    public static PictureRequest of(String prompt) {
        return new PictureRequest(Map.of()).with("prompt", Demands.requireText("prompt", prompt));
    }

    /**
     * Returns a stored request.
     *
     * @hidden
     */
    public static PictureRequest ofParts(Map<String, String> parts) {
        return new PictureRequest(parts);
    }

    /** Returns the same request with a model; null adds nothing. */
    public PictureRequest withModel(@Nullable String model) {
        return with("model", model);
    }

    /** Returns the same request with a seed. */
    public PictureRequest withSeed(long seed) {
        return with("seed", seed);
    }

    /**
     * Returns the same request for several pictures in one call. A generator that returns fewer has failed; if it
     * returns more, all of them are kept.
     *
     * @param pictures at least 1
     * @throws IllegalArgumentException if the number is less than 1
     */
    public PictureRequest withNumber(int pictures) {
        Demands.requireAtLeast(1, "number of pictures", pictures);
        return with(NUMBER, pictures);
    }

    /**
     * Returns the same request with another parameter, such as {@code size}; a parameter of the same name is replaced,
     * and null adds nothing.
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

    /** Returns all parameters by name, in the order in which they were added. */
    public Map<String, String> parts() {
        return parts;
    }

    /** Returns the requested number of pictures, if it was set. */
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
