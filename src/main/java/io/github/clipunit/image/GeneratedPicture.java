package io.github.clipunit.image;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Secrets;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A picture as a generator gave it, with what it said of it: seed, model, revised prompt, cost, or anything else. These facts
 * go with the picture into cassettes, goldens and reports; whatever is a key, a token or the query of an address does not.
 *
 * <pre><code class="java">
 * GeneratedPicture.ofBase64(answer.b64Json()).withModel("gpt-image-1").withRevisedPrompt(answer.revisedPrompt());
 * </code></pre>
 *
 * <p>Immutable. A file is read at once, for the next picture may be written over it; pixels are decoded when they are asked
 * for.
 */
public final class GeneratedPicture {

    /** The fact that a generator's own words for the prompt are. */
    public static final String REVISED_PROMPT = "revised prompt";

    private static final String COST = "cost";
    private static final Pattern CURRENCY = Pattern.compile("\\S{1,20}");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?) (\\S{1,20})");

    private final Object picture;
    private final ImageLimits limits;
    private final byte @Nullable [] encoded;
    private final String source;
    private final Map<String, String> facts;

    private GeneratedPicture(
            Object picture, ImageLimits limits, byte @Nullable [] encoded, String source, Map<String, String> facts) {
        this.picture = picture;
        this.limits = limits;
        this.encoded = encoded;
        this.source = source;
        this.facts = facts;
    }

    /**
     * A picture of any kind.
     *
     * @param picture a {@link BufferedImage}, {@link ClipImage}, {@link Path}, the encoded bytes, or another such picture
     * @throws IllegalArgumentException if it is of another kind
     * @throws UnreadableImageException if it is a file that cannot be read
     */
    public static GeneratedPicture of(@Nullable Object picture) {
        return of(picture, ImageLimits.ofJvm());
    }

    /**
     * As {@link #of(Object)}, with limits of its own.
     *
     * @hidden
     */
    public static GeneratedPicture of(@Nullable Object picture, ImageLimits limits) {
        if (picture instanceof GeneratedPicture given) {
            return given;
        }
        if (picture instanceof Path file) {
            return new GeneratedPicture(picture, limits, PictureFile.read(file, limits), file.toString(), Map.of());
        }
        if (picture instanceof byte[] bytes) {
            return ofBytes(bytes.clone(), limits, "byte[" + bytes.length + "]");
        }
        if (picture instanceof BufferedImage) {
            return new GeneratedPicture(picture, limits, null, "", Map.of());
        }
        if (picture instanceof ClipImage image) {
            return new GeneratedPicture(picture, limits, null, "", image.facts());
        }
        throw new IllegalArgumentException(
                "pictures must be BufferedImage, ClipImage, Path, byte[] or GeneratedPicture, but one is ["
                        + (picture == null ? "null" : picture.getClass().getName()) + "]");
    }

    private static GeneratedPicture ofBytes(byte[] bytes, ImageLimits limits, String source) {
        return new GeneratedPicture(bytes, limits, bytes, source, Map.of());
    }

    /**
     * The picture in Base64, as {@link ClipImage#ofBase64} reads it.
     *
     * @throws UnreadableImageException if the text is not Base64
     */
    public static GeneratedPicture ofBase64(String text) {
        ImageLimits limits = ImageLimits.ofJvm();
        String source = "Base64 of " + Counted.of(Demands.require("text", text).length(), "character");
        ImageDecoder.requireBytes(text.length() / 4L * 3, limits, source);
        return ofBytes(DataUri.decodeBase64(text), limits, source);
    }

    /**
     * The picture at an address, fetched at once, as such addresses soon expire; as {@link ClipImage#fetch(URI)} does.
     *
     * @throws UnreadableImageException if it cannot be had, or what is there is no picture
     */
    public static GeneratedPicture fetch(URI address) {
        HttpPicture picture = new HttpPicture(address, Duration.ofMinutes(1), ImageLimits.ofJvm());
        GeneratedPicture fetched = ofBytes(picture.get(), ImageLimits.ofJvm(), picture.place());
        fetched.image();
        return fetched;
    }

    /**
     * The picture of an answer that gives either Base64 or an address, as OpenAI's does and those that copy it; Base64 counts
     * where both are there.
     *
     * @param url a text, {@link URI} or {@link java.net.URL}, also of a data URI
     * @throws NoPictureException if neither is there
     * @throws UnreadableImageException as {@link #ofBase64} and {@link #fetch}
     */
    public static GeneratedPicture ofBase64OrUrl(@Nullable String base64, @Nullable Object url) {
        if (base64 != null && !base64.isBlank()) {
            return ofBase64(base64);
        }
        String address = url == null ? "" : url.toString().strip();
        if (address.isEmpty()) {
            throw new NoPictureException("the answer gives neither Base64 nor an address: no picture came");
        }
        return address.regionMatches(true, 0, "data:", 0, 5) ? ofBase64(address) : fetch(uri(address));
    }

    /** Without a cause, whose message holds the whole address. */
    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new UnreadableImageException("address [" + Secrets.without(address) + "] is none: " + e.getReason()
                    + " at index " + e.getIndex());
        }
    }

    /** The same with the seed that it was painted with. */
    public GeneratedPicture withSeed(long seed) {
        return with("seed", seed);
    }

    /** The same with the model that painted it; null says nothing. */
    public GeneratedPicture withModel(@Nullable String model) {
        return with("model", model);
    }

    /** The same with the prompt as the generator rewrote it; null, which many clients give, says nothing. */
    public GeneratedPicture withRevisedPrompt(@Nullable String prompt) {
        return prompt == null || prompt.isBlank() ? this : with(REVISED_PROMPT, prompt);
    }

    /**
     * The same with the type that the answer claims, such as {@code image/png}; what the bytes are is found out anyway. Null says
     * nothing.
     */
    public GeneratedPicture withMimeType(@Nullable String type) {
        if (type == null) {
            return this;
        }
        String real =
                encoded == null ? type : ImageFormat.of(encoded).mimeType().orElse(type);
        return with("mime type", real.equalsIgnoreCase(type) ? type : type + ", but the bytes are " + real);
    }

    /**
     * The same with what it cost, which the report adds up for the pictures of cassettes and of {@code assertThatGenerator}.
     *
     * @param amount at least 0
     * @param currency one word, such as {@code USD}
     * @throws IllegalArgumentException if the amount is negative or not finite, or the currency no word
     */
    public GeneratedPicture withCost(double amount, String currency) {
        if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cost [" + amount + "] must be finite and at least 0");
        }
        if (!CURRENCY.matcher(Demands.require("currency", currency)).matches()) {
            throw new IllegalArgumentException("currency [" + currency + "] must be one word, such as USD");
        }
        return with(COST, BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString() + " " + currency);
    }

    /**
     * The same with a further fact.
     *
     * @param name such as {@code usage}; another value of the same name is replaced
     * @param value its text is kept; whatever in it looks like a key, and the query of an address, is left out; null says
     *     nothing
     */
    public GeneratedPicture with(String name, @Nullable Object value) {
        Demands.requireText("name", name);
        if (value == null) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(facts);
        more.put(name, Secrets.without(name, String.valueOf(value)));
        return withFacts(more);
    }

    /**
     * The same with these facts alone.
     *
     * @hidden
     */
    public GeneratedPicture withFacts(Map<String, String> others) {
        return new GeneratedPicture(
                picture, limits, encoded, source, Collections.unmodifiableMap(new TreeMap<>(others)));
    }

    /** What the generator said of it, by name, in the order of the names. */
    public Map<String, String> facts() {
        return facts;
    }

    /**
     * What it cost by its facts, with the currency in capital letters.
     *
     * @hidden
     */
    public Optional<Map.Entry<String, BigDecimal>> cost() {
        Matcher cost = AMOUNT.matcher(facts.getOrDefault(COST, ""));
        return cost.matches()
                ? Optional.of(Map.entry(cost.group(2).toUpperCase(Locale.ROOT), new BigDecimal(cost.group(1))))
                : Optional.empty();
    }

    /** The encoded bytes of a file, of bytes and of what was fetched, whether or not they can be decoded; else empty. */
    public Optional<byte[]> encoded() {
        return Optional.ofNullable(encoded).map(byte[]::clone);
    }

    /**
     * The encoded bytes, those of a picture in memory as PNG: lossless.
     *
     * @throws IllegalArgumentException if it is of a kind that PNG does not hold
     * @hidden
     */
    public byte[] toBytes() {
        return encoded != null
                ? encoded
                : png(picture instanceof BufferedImage image ? image : ((ClipImage) picture).toBufferedImage());
    }

    /**
     * The usual extension of a file with these bytes, without a point.
     *
     * @hidden
     */
    public String extension() {
        return encoded == null ? "png" : ImageFormat.of(encoded).extension();
    }

    /**
     * Lossless, with all colours of an RGB or gray picture.
     *
     * @hidden
     */
    public static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalArgumentException(
                        "a picture of type [" + image.getType() + "] cannot be kept as PNG; convert it to RGB first");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PNG of " + image.getWidth() + " x " + image.getHeight(), e);
        }
        return bytes.toByteArray();
    }

    /**
     * The picture, which knows its facts.
     *
     * @throws UnreadableImageException as {@link ClipImage#of(Path)}
     */
    public ClipImage image() {
        ClipImage image = encoded != null
                ? ClipImage.decode(encoded, limits, source)
                : picture instanceof BufferedImage drawn ? ClipImage.of(drawn, limits) : (ClipImage) picture;
        return image.withFacts(facts);
    }

    /** One line for messages: where it came from, and its facts. */
    @Override
    public String toString() {
        return (source.isEmpty() ? picture.getClass().getSimpleName() : source) + (facts.isEmpty() ? "" : " " + facts);
    }
}
