package io.github.clipunit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A picture as models see it: RGB pixels of 8 bits, and where they came from.
 *
 * <p>Pixels become RGB as Pillow's {@code convert("RGB")} makes them: palettes expanded, gray replicated, alpha dropped and
 * not blended, 16-bit samples by their high byte, EXIF rotation not applied, colour profiles ignored. Pictures are
 * immutable, and equal where their pixels are.
 */
public final class ClipImage {

    private final int width;
    private final int height;
    private final Pixels pixels;
    private final double transparency;
    private final String format;
    private final String source;
    private volatile @Nullable String sha256;

    /** Told the hash when it is first computed. */
    private volatile @Nullable Consumer<String> hashed;

    private ClipImage(RgbPixels pixels, String format, String source) {
        this(pixels.width(), pixels.height(), Pixels.of(pixels.rgb()), pixels.transparency(), format, source);
    }

    private ClipImage(int width, int height, Pixels pixels, double transparency, String format, String source) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.transparency = transparency;
        this.format = format;
        this.source = source;
    }

    /**
     * The picture in memory; its pixels are copied.
     *
     * @throws UnreadableImageException if it has more pixels than allowed, or neither gray nor RGB colours
     */
    public static ClipImage of(BufferedImage image) {
        return of(image, ImageLimits.current());
    }

    /** As {@link #of(BufferedImage)}, with limits of its own. */
    public static ClipImage of(BufferedImage image, ImageLimits limits) {
        String source = "BufferedImage";
        ImageDecoder.requireSize(image.getWidth(), image.getHeight(), limits, source, "pixels in memory");
        return new ClipImage(RgbPixels.of(image, source), "pixels", source);
    }

    /**
     * The picture in a file.
     *
     * @throws UnreadableImageException if the file is missing, empty, truncated, too large or not a picture that can be
     *     read here; the message names file, format, cause and what to do
     */
    public static ClipImage of(Path file) {
        return read(file, ImageLimits.current(), PictureNotes.current());
    }

    /** As {@link #of(Path)}, with limits of its own. */
    public static ClipImage of(Path file, ImageLimits limits) {
        return read(file, limits, PictureNotes.none());
    }

    private static ClipImage read(Path file, ImageLimits limits, PictureNotes notes) {
        String source = file.toString();
        try {
            ImageDecoder.requireBytes(Files.size(file), limits, source);
            return decode(Files.readAllBytes(file), limits, source, notes);
        } catch (NoSuchFileException e) {
            throw new UnreadableImageException(
                    "no picture at [" + source + "]: the file does not exist, looked for at [" + file.toAbsolutePath()
                            + "]",
                    e);
        } catch (IOException e) {
            throw new UnreadableImageException("picture [" + source + "] cannot be read: " + e, e);
        }
    }

    /**
     * The picture that encoded bytes hold.
     *
     * @throws UnreadableImageException as {@link #of(Path)}
     */
    public static ClipImage of(byte[] encoded) {
        return of(encoded, ImageLimits.current());
    }

    /** As {@link #of(byte[])}, with limits of its own. */
    public static ClipImage of(byte[] encoded, ImageLimits limits) {
        return decode(encoded, limits, "byte[" + encoded.length + "]", PictureNotes.current());
    }

    /**
     * The picture that a stream gives, which is read to its end and left open.
     *
     * @throws UnreadableImageException as {@link #of(Path)}, or if the stream cannot be read
     */
    public static ClipImage of(InputStream stream) {
        return of(stream, ImageLimits.current());
    }

    /** As {@link #of(InputStream)}, with limits of its own. */
    public static ClipImage of(InputStream stream, ImageLimits limits) {
        try {
            return decode(stream.readNBytes((int) limits.maxBytes() + 1), limits, "stream", PictureNotes.current());
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
        return ofDataUri(uri, ImageLimits.current());
    }

    /** As {@link #ofDataUri(String)}, with limits of its own. */
    public static ClipImage ofDataUri(String uri, ImageLimits limits) {
        String source = "data URI of " + uri.length() + " characters";
        ImageDecoder.requireBytes(uri.length() / 4L * 3, limits, source);
        return decode(DataUri.decode(uri), limits, source, PictureNotes.current());
    }

    private static ClipImage decode(byte[] encoded, ImageLimits limits, String source, PictureNotes notes) {
        ImageDecoder decoder = new ImageDecoder(encoded, limits, source);
        Optional<String> name = notes.name(encoded);
        Optional<PictureNotes.Note> note = name.flatMap(notes::find);
        if (note.isPresent()) {
            return noted(note.get(), decoder);
        }
        ClipImage image = new ClipImage(decoder.decode(), decoder.format().label(), source);
        name.ifPresent(known -> image.hashed =
                hash -> notes.put(known, new PictureNotes.Note(image.width, image.height, image.transparency, hash)));
        return image;
    }

    /** A picture whose bytes were decoded before, so that nothing can go wrong when they are again. */
    private static ClipImage noted(PictureNotes.Note note, ImageDecoder decoder) {
        decoder.requireSize(note.width(), note.height());
        ClipImage image = new ClipImage(
                note.width(),
                note.height(),
                Pixels.later(() -> decoder.decode().rgb()),
                note.transparency(),
                decoder.format().label(),
                decoder.source());
        image.sha256 = note.sha256();
        return image;
    }

    /** The same picture under another name, as messages and reports are to call it. */
    public ClipImage named(String name) {
        ClipImage named = new ClipImage(width, height, pixels, transparency, format, name);
        named.sha256 = sha256;
        named.hashed = hashed;
        return named;
    }

    /** The width in pixels, at least 1. */
    public int width() {
        return width;
    }

    /** The height in pixels, at least 1. */
    public int height() {
        return height;
    }

    /** A read-only view of the pixels: rows from top to bottom, three bytes a pixel, red first. */
    public ByteBuffer rgb() {
        return ByteBuffer.wrap(pixels.get()).asReadOnlyBuffer();
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
        return transparency;
    }

    /** The SHA-256, as lower-case hex, of width and height (4 bytes each, big-endian) and the RGB bytes. */
    public String sha256() {
        String known = sha256;
        if (known == null) {
            MessageDigest digest = Sha256.digest();
            digest.update(ByteBuffer.allocate(8).putInt(width).putInt(height).flip());
            known = HexFormat.of().formatHex(digest.digest(pixels.get()));
            sha256 = known;
            Consumer<String> told = hashed;
            hashed = null;
            if (told != null) {
                told.accept(known);
            }
        }
        return known;
    }

    /** A copy of the picture as Java2D has it, of type {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage toBufferedImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        byte[] rgb = pixels.get();
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
        return width + " x " + height + " " + format + ("pixels".equals(format) ? "" : " [" + source + "]")
                + ", sha256 " + sha256().substring(0, 8);
    }
}
