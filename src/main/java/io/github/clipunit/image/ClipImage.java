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
 * A picture as models see it: 8-bit RGB pixels and their origin.
 *
 * <p>Pixels become RGB as in Pillow's {@code convert("RGB")}: palettes are expanded, gray is replicated, alpha is
 * dropped and not blended, 16-bit samples keep their high byte, and colour profiles are ignored. Rotation is applied to
 * TIFF; with {@code clipunit.image.orientation = apply}, the EXIF rotation of other formats is applied too. Pictures
 * are immutable, and equal if their pixels are.
 *
 * <p>Reading a picture checks its format, size and structure at once. A PNG whose chunks and checksums are intact is
 * decoded only when its pixels are first needed, because a cache may know them from an earlier run. Errors that only
 * decoding finds are thrown then.
 *
 * <p>Limits that are not given come from the JVM's settings, {@link ImageLimits#ofJvm}.
 */
public final class ClipImage {

    /** Files with fewer bytes are decoded as fast as a cache could recall them. */
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
     * Returns a picture in memory as a {@code ClipImage}; its pixels are copied.
     *
     * @throws UnreadableImageException if it has more pixels than allowed, or neither gray nor RGB colours
     */
    public static ClipImage of(BufferedImage image) {
        return of(Demands.require("image", image), ImageLimits.ofJvm());
    }

    /**
     * Does the same as {@link #of(BufferedImage)}, with the given limits.
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
     * Returns the picture in a file.
     *
     * @throws UnreadableImageException if the file is missing, empty, truncated, too large or not a supported picture;
     *     the message names file, format, cause and remedy
     */
    public static ClipImage of(Path file) {
        return of(Demands.require("file", file), ImageLimits.ofJvm());
    }

    /**
     * Does the same as {@link #of(Path)}, with the given limits.
     *
     * @hidden
     */
    public static ClipImage of(Path file, ImageLimits limits) {
        return decode(PictureFile.read(file, limits), limits, file.toString());
    }

    /**
     * Returns the picture in encoded bytes.
     *
     * @throws UnreadableImageException as {@link #of(Path)}
     */
    public static ClipImage of(byte[] encoded) {
        return of(Demands.require("encoded", encoded), ImageLimits.ofJvm());
    }

    /**
     * Does the same as {@link #of(byte[])}, with the given limits.
     *
     * @hidden
     */
    public static ClipImage of(byte[] encoded, ImageLimits limits) {
        return decode(encoded, limits, "byte[" + encoded.length + "]");
    }

    /**
     * Returns the picture in a stream, which is read to its end and left open.
     *
     * @throws UnreadableImageException as {@link #of(Path)}, or if the stream cannot be read
     */
    public static ClipImage of(InputStream stream) {
        return of(Demands.require("stream", stream), ImageLimits.ofJvm());
    }

    /**
     * Does the same as {@link #of(InputStream)}, with the given limits.
     *
     * @hidden
     */
    public static ClipImage of(InputStream stream, ImageLimits limits) {
        return of(stream, limits, "stream");
    }

    /**
     * As {@link #of(InputStream, ImageLimits)}, under a name of its own, which errors have, too.
     *
     * @hidden
     */
    public static ClipImage of(InputStream stream, ImageLimits limits, String source) {
        try {
            return decode(stream.readNBytes((int) limits.maxBytes() + 1), limits, source);
        } catch (IOException e) {
            throw new UnreadableImageException("picture [" + source + "] cannot be read: " + e, e);
        }
    }

    /**
     * Returns the picture in a data URI (RFC 2397), such as {@code data:image/png;base64,iVBOR…}, as generators' APIs
     * return it.
     *
     * @throws UnreadableImageException as {@link #of(Path)}, or if the text is not a data URI
     */
    public static ClipImage ofDataUri(String uri) {
        return ofDataUri(Demands.require("uri", uri), ImageLimits.ofJvm());
    }

    /**
     * Does the same as {@link #ofDataUri(String)}, with the given limits.
     *
     * @hidden
     */
    public static ClipImage ofDataUri(String uri, ImageLimits limits) {
        String source = "data URI of " + Counted.of(uri.length(), "character");
        ImageDecoder.requireBytes(uri.length() / 4L * 3, limits, source);
        return decode(DataUri.decode(uri), limits, source);
    }

    /**
     * Returns the picture in Base64, as generators' APIs return it: bare or in a data URI, in the standard or the
     * URL-safe alphabet, with or without line breaks.
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
     * Fetches the picture at an address over HTTP or HTTPS. It follows redirects, though not from HTTPS to HTTP. No
     * message and no report shows the query, which may hold a signature.
     *
     * @param timeout the longest that the whole transfer may take
     * @throws UnreadableImageException as {@link #of(Path)}, or if the server cannot be reached, answers with a status
     *     other than 200, or sends too many bytes; the message names the status and the first words of the answer
     * @throws IllegalArgumentException if the address has another scheme, or the timeout is not positive
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

    /** Returns the same picture under another name, for messages and reports. */
    public ClipImage named(String name) {
        return new ClipImage(content, format, Demands.requireText("name", name), orientation, facts);
    }

    /**
     * Returns the same picture with its generator's facts, as in {@link GeneratedPicture#facts}.
     *
     * @hidden
     */
    public ClipImage withFacts(Map<String, String> facts) {
        return new ClipImage(content, format, source, orientation, facts);
    }

    /**
     * Returns the generator's facts about the picture, such as seed and cost; empty if there are none. They do not
     * affect equality.
     */
    public Map<String, String> facts() {
        return facts;
    }

    /** Returns the width in pixels, at least 1. */
    public int width() {
        return content.width();
    }

    /** Returns the height in pixels, at least 1. */
    public int height() {
        return content.height();
    }

    /** Returns a read-only view of the pixels: rows from top to bottom, three bytes per pixel, red first. */
    public ByteBuffer rgb() {
        return ByteBuffer.wrap(content.rgb()).asReadOnlyBuffer();
    }

    /**
     * Returns the format that the picture was encoded in, such as {@code PNG}, or {@code pixels} if it came from
     * memory.
     */
    public String format() {
        return format;
    }

    /** Returns the origin of the picture: a file's path, a given name, or the kind of input. */
    public String source() {
        return source;
    }

    /**
     * Returns the share of pixels that were more transparent than opaque before alpha was dropped, in [0, 1]. The model
     * sees the colours of these pixels too.
     */
    public double transparency() {
        return content.transparency();
    }

    /**
     * Returns the EXIF orientation that was not applied: 1 for upright, 3 for upside down, 6 and 8 for rotated by 90
     * degrees, and 2, 4, 5 and 7 for mirrored.
     */
    public int orientation() {
        return orientation;
    }

    /** Returns the SHA-256, as lower-case hex, of width and height (4 bytes each, big-endian) and the RGB bytes. */
    public String sha256() {
        return content.sha256();
    }

    /**
     * Returns the encoded bytes of a picture whose pixels have not been needed yet, or empty once anything is known of
     * them.
     *
     * @hidden for caches, which may know the pixels of these bytes from before
     */
    public Optional<byte[]> undecoded() {
        return content.undecoded();
    }

    /**
     * Returns the same picture after decoding it.
     *
     * @throws UnreadableImageException as {@link #of(Path)}
     * @hidden for callers that must know at once whether a picture can be read
     */
    public ClipImage decoded() {
        content.rgb();
        return this;
    }

    /**
     * Accepts facts that a cache recorded when the same bytes were decoded before, so that the picture is decoded only
     * if its pixels are needed.
     *
     * @hidden for caches
     */
    public void recall(String sha256, double transparency) {
        content.recall(sha256, transparency);
    }

    /** Returns a copy of the picture for Java2D, of type {@link BufferedImage#TYPE_INT_RGB}. */
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

    /** Returns one line for messages: size, format, source and the first eight digits of the hash. */
    @Override
    public String toString() {
        return width() + " x " + height() + " " + format
                + ("pixels".equals(format) ? "" : " [" + VisibleText.onOneLine(source) + "]") + ", sha256 "
                + sha256().substring(0, 8);
    }
}
