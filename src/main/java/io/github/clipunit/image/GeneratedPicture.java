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
 * A picture from a generator with the generator's facts about it: seed, model, revised prompt, cost, or anything else.
 * Cassettes, goldens and reports keep these facts with the picture, but never a key, a token or the query of an
 * address.
 *
 * <pre><code class="java">
 * GeneratedPicture.ofBase64(answer.b64Json()).withModel("gpt-image-1").withRevisedPrompt(answer.revisedPrompt());
 * </code></pre>
 *
 * <p>It is immutable. A file is read at once, because the generator may overwrite it with the next picture; pixels are
 * decoded when they are needed.
 */
public final class GeneratedPicture {

    /** The name of the fact that holds the prompt as the generator rewrote it. */
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
     * Returns a picture of any supported type.
     *
     * @param picture a {@link BufferedImage}, {@link ClipImage}, {@link Path}, the encoded bytes, or another {@code
     *     GeneratedPicture}
     * @throws IllegalArgumentException if it is of another type
     * @throws UnreadableImageException if it is a file that cannot be read
     */
    public static GeneratedPicture of(@Nullable Object picture) {
        return of(picture, ImageLimits.ofJvm());
    }

    /**
     * Does the same as {@link #of(Object)}, with the given limits.
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
     * Returns the picture in Base64, as {@link ClipImage#ofBase64} reads it.
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
     * Fetches the picture at an address at once, because such addresses expire soon, as {@link ClipImage#fetch(URI)}
     * does.
     *
     * @throws UnreadableImageException if it cannot be fetched or is not a picture
     */
    public static GeneratedPicture fetch(URI address) {
        HttpPicture picture = new HttpPicture(address, Duration.ofMinutes(1), ImageLimits.ofJvm());
        GeneratedPicture fetched = ofBytes(picture.get(), ImageLimits.ofJvm(), picture.place());
        fetched.image();
        return fetched;
    }

    /**
     * Returns the picture of an answer that holds either Base64 or an address, such as OpenAI's and compatible ones.
     * Base64 is used if both are present.
     *
     * @param url a text, {@link URI} or {@link java.net.URL}; a data URI is allowed
     * @throws NoPictureException if neither is present
     * @throws UnreadableImageException as {@link #ofBase64} and {@link #fetch}
     */
    public static GeneratedPicture ofBase64OrUrl(@Nullable String base64, @Nullable Object url) {
        if (base64 != null && !base64.isBlank()) {
            return ofBase64(base64);
        }
        String address = url == null ? "" : url.toString().strip();
        if (address.isEmpty()) {
            throw new NoPictureException("the answer holds neither Base64 nor an address, so there is no picture");
        }
        return address.regionMatches(true, 0, "data:", 0, 5) ? ofBase64(address) : fetch(uri(address));
    }

    /** Throws without a cause, because the cause's message holds the whole address. */
    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new UnreadableImageException("address [" + Secrets.without(address) + "] is not a URI: "
                    + e.getReason() + " at index " + e.getIndex());
        }
    }

    /** Returns the same picture with the seed that it was generated with. */
    public GeneratedPicture withSeed(long seed) {
        return with("seed", seed);
    }

    /** Returns the same picture with the model that generated it; null adds nothing. */
    public GeneratedPicture withModel(@Nullable String model) {
        return with("model", model);
    }

    /**
     * Returns the same picture with the prompt as the generator rewrote it; null, which many clients return, adds
     * nothing.
     */
    public GeneratedPicture withRevisedPrompt(@Nullable String prompt) {
        return prompt == null || prompt.isBlank() ? this : with(REVISED_PROMPT, prompt);
    }

    /**
     * Returns the same picture with the type that the answer claims, such as {@code image/png}; the bytes are examined
     * in any case. Null adds nothing.
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
     * Returns the same picture with its cost. The report sums the costs of the pictures of cassettes and of {@code
     * assertThatGenerator}.
     *
     * @param amount at least 0
     * @param currency one word, such as {@code USD}
     * @throws IllegalArgumentException if the amount is negative or not finite, or the currency is not one word
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
     * Returns the same picture with another fact.
     *
     * @param name such as {@code usage}; a fact of the same name is replaced
     * @param value its text is kept, without the query of an address and anything that looks like a key; null adds
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
     * Returns the same picture with only these facts.
     *
     * @hidden
     */
    public GeneratedPicture withFacts(Map<String, String> others) {
        return new GeneratedPicture(
                picture, limits, encoded, source, Collections.unmodifiableMap(new TreeMap<>(others)));
    }

    /** Returns the generator's facts about the picture, sorted by name. */
    public Map<String, String> facts() {
        return facts;
    }

    /**
     * Returns the cost that the facts state, with the currency in capital letters.
     *
     * @hidden
     */
    public Optional<Map.Entry<String, BigDecimal>> cost() {
        Matcher cost = AMOUNT.matcher(facts.getOrDefault(COST, ""));
        return cost.matches()
                ? Optional.of(Map.entry(cost.group(2).toUpperCase(Locale.ROOT), new BigDecimal(cost.group(1))))
                : Optional.empty();
    }

    /**
     * Returns the encoded bytes of a file, a byte array or a fetched picture, even if they cannot be decoded; empty for
     * a picture in memory.
     */
    public Optional<byte[]> encoded() {
        return Optional.ofNullable(encoded).map(byte[]::clone);
    }

    /**
     * Returns the encoded bytes; a picture in memory is encoded as PNG, without loss.
     *
     * @throws IllegalArgumentException if PNG cannot hold pictures of its type
     * @hidden
     */
    public byte[] toBytes() {
        return encoded != null
                ? encoded
                : png(picture instanceof BufferedImage image ? image : ((ClipImage) picture).toBufferedImage());
    }

    /**
     * Returns the usual extension of a file with these bytes, without a dot.
     *
     * @hidden
     */
    public String extension() {
        return encoded == null ? "png" : ImageFormat.of(encoded).extension();
    }

    /**
     * Encodes an RGB or gray picture as PNG, without loss.
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
            throw new UncheckedIOException(
                    "a PNG of " + image.getWidth() + " x " + image.getHeight() + " pixels" + " cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns the picture together with its facts.
     *
     * @throws UnreadableImageException as {@link ClipImage#of(Path)}
     */
    public ClipImage image() {
        ClipImage image = encoded != null
                ? ClipImage.decode(encoded, limits, source)
                : picture instanceof BufferedImage drawn ? ClipImage.of(drawn, limits) : (ClipImage) picture;
        return image.withFacts(facts);
    }

    /** Returns one line for messages: the picture's origin and its facts. */
    @Override
    public String toString() {
        return (source.isEmpty() ? picture.getClass().getSimpleName() : source) + (facts.isEmpty() ? "" : " " + facts);
    }
}
