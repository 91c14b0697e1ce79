package io.github.clipunit.image;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A picture as models see it: RGB pixels of 8 bits, and where they came from.
 *
 * <p>Pixels become RGB as Pillow's {@code convert("RGB")} makes them: palettes expanded, gray replicated, alpha dropped and
 * not blended, 16-bit samples by their high byte, rotation applied to TIFF and, where {@code
 * clipunit.image.orientation = apply}, to what EXIF says of others, colour profiles ignored. Pictures are
 * immutable, and equal where their pixels are.
 *
 * <p>Reading a picture checks its format, size and structure at once. A PNG whose chunks and checksums are whole is decoded
 * when its pixels are first needed, as they may be known from an earlier run; what only decoding finds is thrown then.
 *
 * <p>Limits that are not given come from the JVM's settings, {@link ImageLimits#ofJvm}.
 */
public final class ClipImage {

    /** Smaller files are decoded as fast as anything could be recalled of them. */
    private static final int SMALLEST_LATER = 1 << 14;

    private final ImageContent content;
    private final String format;
    private final String source;
    private final int orientation;
    private final Map<String, String> facts;

    private ClipImage(ImageContent content, String format, String source, int orientation, Map<String, String> facts) {
        this.content = content;
        this.format = format;
        this.source = source;
        this.orientation = orientation;
        this.facts = facts;
    }

    /**
     * The picture in memory; its pixels are copied.
     *
     * @throws UnreadableImageException if it has more pixels than allowed, or neither gray nor RGB colours
     */
    public static ClipImage of(BufferedImage image) {
        return of(Demands.require("image", image), ImageLimits.ofJvm());
    }

    /**
     * As {@link #of(BufferedImage)}, with limits of its own.
     *
     * @hidden
     */
    public static ClipImage of(BufferedImage image, ImageLimits limits) {
        String source = "BufferedImage";
        ImageDecoder.requireSize(image.getWidth(), image.getHeight(), limits, source, "pixels in memory");
        return new ClipImage(
                ImageContent.of(RgbPixels.of(image, source)), "pixels", source, ExifOrientation.UPRIGHT, Map.of());
    }

    /**
     * The picture in a file.
     *
     * @throws UnreadableImageException if the file is missing, empty, truncated, too large or not a picture that can be
     *     read here; the message names file, format, cause and what to do
     */
    public static ClipImage of(Path file) {
        return of(Demands.require("file", file), ImageLimits.ofJvm());
    }

    /**
     * As {@link #of(Path)}, with limits of its own.
     *
     * @hidden
     */
    public static ClipImage of(Path file, ImageLimits limits) {
        return decode(PictureFile.read(file, limits), limits, file.toString());
    }

    /**
     * The picture that encoded bytes hold.
     *
     * @throws UnreadableImageException as {@link #of(Path)}
     */
    public static ClipImage of(byte[] encoded) {
        return of(Demands.require("encoded", encoded), ImageLimits.ofJvm());
    }

    /**
     * As {@link #of(byte[])}, with limits of its own.
     *
     * @hidden
     */
    public static ClipImage of(byte[] encoded, ImageLimits limits) {
        return decode(encoded, limits, "byte[" + encoded.length + "]");
    }

    /**
     * The picture that a stream gives, which is read to its end and left open.
     *
     * @throws UnreadableImageException as {@link #of(Path)}, or if the stream cannot be read
     */
    public static ClipImage of(InputStream stream) {
        return of(Demands.require("stream", stream), ImageLimits.ofJvm());
    }

    /**
     * As {@link #of(InputStream)}, with limits of its own.
     *
     * @hidden
     */
    public static ClipImage of(InputStream stream, ImageLimits limits) {
        try {
            return decode(stream.readNBytes((int) limits.maxBytes() + 1), limits, "stream");
        } catch (IOException e) {
            throw new UnreadableImageException("picture from a stream cannot be read: " + e, e);
        }
    }

    /**
     * The picture in a data URI (RFC 2397), such as {@code data:image/png;base64,iVBOR…}, as generators' APIs give it.
     *
     * @throws UnreadableImageException as {@link #of(Path)}, or if the text is not a data URI
     */
    public static ClipImage ofDataUri(String uri) {
        return ofDataUri(Demands.require("uri", uri), ImageLimits.ofJvm());
    }

    /**
     * As {@link #ofDataUri(String)}, with limits of its own.
     *
     * @hidden
     */
    public static ClipImage ofDataUri(String uri, ImageLimits limits) {
        String source = "data URI of " + Counted.of(uri.length(), "character");
        ImageDecoder.requireBytes(uri.length() / 4L * 3, limits, source);
        return decode(DataUri.decode(uri), limits, source);
    }

    /**
     * The picture in Base64, as generators' APIs give it: bare, of the URL-safe alphabet too, with line breaks or without, or
     * in a data URI.
     *
     * @throws UnreadableImageException as {@link #of(Path)}, or if the text is not Base64
     */
    public static ClipImage ofBase64(String text) {
        ImageLimits limits = ImageLimits.ofJvm();
        String source = "Base64 of " + Counted.of(Demands.require("text", text).length(), "character");
        ImageDecoder.requireBytes(text.length() / 4L * 3, limits, source);
        return decode(DataUri.decodeBase64(text), limits, source);
    }

    /** Fetches the picture at an address within a minute, as {@link #fetch(URI, Duration)} does. */
    public static ClipImage fetch(URI address) {
        return fetch(address, Duration.ofMinutes(1));
    }

    /**
     * Fetches the picture at an address over HTTP or HTTPS, and follows redirects, though not from HTTPS to HTTP. The query,
     * which may hold a signature, is in no message and no report.
     *
     * @param timeout how long all of it may take
     * @throws UnreadableImageException as {@link #of(Path)}, or if the server cannot be reached, answers another status than
     *     200, or sends too many bytes; the message names the status and the first words of the answer
     * @throws IllegalArgumentException if the address is of another scheme, or the timeout not positive
     */
    public static ClipImage fetch(URI address, Duration timeout) {
        return fetch(address, timeout, ImageLimits.ofJvm());
    }

    static ClipImage fetch(URI address, Duration timeout, ImageLimits limits) {
        HttpPicture picture = new HttpPicture(address, timeout, limits);
        return decode(picture.get(), limits, picture.place());
    }

    static ClipImage decode(byte[] encoded, ImageLimits limits, String source) {
        ImageDecoder decoder = new ImageDecoder(encoded, limits, VisibleText.onOneLine(source));
        Optional<PngPixels> plain =
                encoded.length < SMALLEST_LATER || decoder.isTurned() ? Optional.empty() : decoder.requirePlainPng();
        ImageContent content = plain.isPresent()
                ? ImageContent.later(plain.get().width(), plain.get().height(), encoded, decoder::decode)
                : ImageContent.of(decoder.decode());
        int left = decoder.isTurned() ? ExifOrientation.UPRIGHT : decoder.orientation();
        return new ClipImage(content, decoder.format().label(), source, left, Map.of());
    }

    /** The same picture under another name, as messages and reports are to call it. */
    public ClipImage named(String name) {
        return new ClipImage(content, format, Demands.requireText("name", name), orientation, facts);
    }

    /**
     * The same picture with what its generator said of it, as {@link GeneratedPicture#facts}.
     *
     * @hidden
     */
    public ClipImage withFacts(Map<String, String> facts) {
        return new ClipImage(content, format, source, orientation, facts);
    }

    /** What its generator said of it, such as seed and cost; empty where nobody told. Pictures are equal whatever it is. */
    public Map<String, String> facts() {
        return facts;
    }

    /** The width in pixels, at least 1. */
    public int width() {
        return content.width();
    }

    /** The height in pixels, at least 1. */
    public int height() {
        return content.height();
    }

    /** A read-only view of the pixels: rows from top to bottom, three bytes a pixel, red first. */
    public ByteBuffer rgb() {
        return ByteBuffer.wrap(content.rgb()).asReadOnlyBuffer();
    }

    /** What the picture was encoded as, such as {@code PNG}; {@code pixels} where it came from memory. */
    public String format() {
        return format;
    }

    /** Where the picture came from: a file's path, a name that was given, or the kind of input. */
    public String source() {
        return source;
    }

    /**
     * The share of pixels that were more transparent than opaque before alpha was dropped, in [0, 1]. The model sees the
     * colours under them.
     */
    public double transparency() {
        return content.transparency();
    }

    /**
     * How the picture lies by its EXIF, where that was not applied: 1 for upright, 3 for upside down, 6 and 8 for lying on a
     * side, and 2, 4, 5 and 7 for mirrored.
     */
    public int orientation() {
        return orientation;
    }

    /** The SHA-256, as lower-case hex, of width and height (4 bytes each, big-endian) and the RGB bytes. */
    public String sha256() {
        return content.sha256();
    }

    /**
     * The encoded bytes of a picture whose pixels nobody has needed yet; empty once anything is known of them.
     *
     * @hidden for caches, which may know the pixels of these bytes from before
     */
    public Optional<byte[]> undecoded() {
        return content.undecoded();
    }

    /**
     * The same picture, decoded by now.
     *
     * @throws UnreadableImageException as {@link #of(Path)}
     * @hidden for those who must know at once whether a picture can be read
     */
    public ClipImage decoded() {
        content.rgb();
        return this;
    }

    /**
     * Takes what a cache knows of the picture from when the same bytes were decoded before, so that they need not be decoded
     * again before somebody asks for pixels.
     *
     * @hidden for caches
     */
    public void recall(String sha256, double transparency) {
        content.recall(sha256, transparency);
    }

    /** A copy of the picture as Java2D has it, of type {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage toBufferedImage() {
        int width = width();
        int height = height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        byte[] rgb = content.rgb();
        int[] row = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at += 3) {
                row[x] = ((rgb[at] & 0xff) << 16) | ((rgb[at + 1] & 0xff) << 8) | (rgb[at + 2] & 0xff);
            }
            image.getRaster().setDataElements(0, y, width, 1, row);
        }
        return image;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClipImage that && sha256().equals(that.sha256());
    }

    @Override
    public int hashCode() {
        return sha256().hashCode();
    }

    /** One line for messages: size, format, source and the first eight digits of the hash. */
    @Override
    public String toString() {
        return width() + " x " + height() + " " + format
                + ("pixels".equals(format) ? "" : " [" + VisibleText.onOneLine(source) + "]") + ", sha256 "
                + sha256().substring(0, 8);
    }
}
