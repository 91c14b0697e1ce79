package io.github.clipunit.image;

import io.github.clipunit.image.webp.WebpException;
import io.github.clipunit.image.webp.WebpFile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of one encoded picture, which names the reason if it fails. Common PNG files and WebP are decoded here,
 * other formats by ImageIO. If the JDK has a reader for a format, only that one is used: its pixels were compared with
 * Pillow's, those of plug-ins were not.
 */
final class ImageDecoder {

    private final byte[] encoded;
    private final ImageLimits limits;
    private final String source;
    private final ImageFormat format;

    ImageDecoder(byte[] encoded, ImageLimits limits, String source) {
        this.encoded = encoded;
        this.limits = limits;
        this.source = source;
        this.format = ImageFormat.of(encoded);
    }

    ImageFormat format() {
        return format;
    }

    /**
     * Returns the reader of a common PNG whose chunks are intact and whose size is allowed, or empty for every other
     * picture.
     *
     * @throws UnreadableImageException if it is a PNG that is damaged or too large
     */
    Optional<PngPixels> requirePlainPng() {
        requireBytes(encoded.length, limits, source);
        if (format != ImageFormat.PNG) {
            return Optional.empty();
        }
        requireWholeChunks();
        Optional<PngPixels> png = PngPixels.of(encoded);
        png.ifPresent(found -> requireRoom(found.width(), found.height()));
        return png;
    }

    private void requireWholeChunks() {
        String flaw = PngChunks.flaw(encoded);
        if (flaw != null) {
            throw unreadable(flaw, null);
        }
    }

    static void requireBytes(long bytes, ImageLimits limits, String source) {
        if (bytes > limits.maxBytes()) {
            throw new UnreadableImageException(
                    "picture [" + source + "] has " + bytes + " encoded bytes or more, over the " + limits.maxBytes()
                            + " allowed; raise " + ImageLimits.MAX_BYTES.name() + " if this is intended");
        }
    }

    static void requireSize(int width, int height, ImageLimits limits, String source, String format) {
        long pixels = (long) width * height;
        if (pixels > limits.maxPixels()) {
            throw new UnreadableImageException("picture [" + source + "] (" + format + ") is " + width + " x " + height
                    + " = " + pixels + " pixels, over the " + limits.maxPixels()
                    + " allowed: possibly a decompression bomb; if not, raise " + ImageLimits.MAX_PIXELS.name());
        }
    }

    /**
     * Checks, before memory is allocated, that so many pixels are allowed, fit into memory, and can be encoded in so
     * few bytes.
     */
    private void requireRoom(int width, int height) {
        requireSize(width, height, limits, source, format.label());
        if (3L * width * height > Runtime.getRuntime().maxMemory()) {
            throw tooLarge(null);
        }
        long least = LeastBytes.of(format, encoded, width, height);
        if (encoded.length < least) {
            throw unreadable(
                    "it claims " + width + " x " + height + " pixels, which take at least " + least
                            + " bytes: it is truncated or a decompression bomb",
                    null);
        }
    }

    private UnreadableImageException tooLarge(@Nullable Throwable thrown) {
        return new UnreadableImageException(
                "picture [" + source + "] (" + format.label() + ", " + encoded.length
                        + " bytes) does not fit into the memory of this JVM, which is at most "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; raise it with -Xmx if the picture is right",
                thrown);
    }

    /** Returns the EXIF orientation of the stored pixels, from 1 to 8. */
    int orientation() {
        return ExifOrientation.of(format, encoded);
    }

    /** Returns whether pixels are rotated after they are decoded. */
    boolean isTurned() {
        return limits.rotation() == ImageLimits.Rotation.APPLY && orientation() != ExifOrientation.UPRIGHT;
    }

    RgbPixels decode() {
        try {
            RgbPixels stored = decodeStored();
            return isTurned() ? stored.oriented(orientation()) : stored;
        } catch (OutOfMemoryError e) {
            throw tooLarge(e);
        }
    }

    private RgbPixels decodeStored() {
        requireBytes(encoded.length, limits, source);
        if (encoded.length == 0) {
            throw new UnreadableImageException("picture [" + source + "] is empty: 0 bytes");
        }
        if (!format.isPicture()) {
            String said = AnswerText.of(format, encoded);
            throw unreadable(said.isEmpty() ? "it is not a picture" : "it says [" + said + "]", null);
        }
        if (format == ImageFormat.PNG) {
            requireWholeChunks();
            Optional<RgbPixels> pixels = PngPixels.of(encoded).flatMap(this::read);
            if (pixels.isPresent()) {
                return pixels.get();
            }
        }
        try {
            return switch (format) {
                case WEBP -> readWebp();
                case JPEG -> readJpeg();
                case TIFF -> readTiff();
                default -> read(encoded);
            };
        } catch (FlawException | WebpException e) {
            throw unreadable(String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            if (e instanceof UnreadableImageException known) {
                throw known;
            }
            throw unreadable(causeOf(e), e);
        }
    }

    /** Uses only the JDK's reader, which returns samples unchanged, in any colour space. */
    private RgbPixels readJpeg() throws IOException {
        JpegFile jpeg = new JpegFile(encoded);
        requireRoom(jpeg.width(), jpeg.height());
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.plain()))) {
            ImageReader reader = reader(stream);
            try {
                reader.setInput(stream, true, true);
                List<String> warnings = listen(reader);
                Raster raster = reader.readRaster(0, null);
                requireNoLoss(warnings);
                return JpegPixels.of(jpeg, raster);
            } finally {
                reader.dispose();
            }
        }
    }

    private RgbPixels readTiff() throws IOException {
        TiffFile tiff = new TiffFile(encoded);
        return read(tiff.plain()).oriented(tiff.orientation());
    }

    private RgbPixels readWebp() throws WebpException {
        WebpFile webp = WebpFile.of(encoded);
        requireRoom(webp.width(), webp.height());
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(webp.width(), webp.height()), 3)];
        long clear = webp.decode(rgb);
        return new RgbPixels(webp.width(), webp.height(), rgb, (double) clear / ((long) webp.width() * webp.height()));
    }

    private Optional<RgbPixels> read(PngPixels png) {
        requireRoom(png.width(), png.height());
        return png.read();
    }

    private RgbPixels read(byte[] picture) throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            ImageReader reader = reader(stream);
            try {
                return read(reader, stream);
            } finally {
                reader.dispose();
            }
        }
    }

    private ImageReader reader(ImageInputStream stream) {
        List<ImageReader> readers = new ArrayList<>();
        ImageIO.getImageReaders(stream).forEachRemaining(readers::add);
        return readers.stream()
                .filter(reader -> !reader.getClass().getName().endsWith(".WBMPImageReader")) // accepts leading zeros
                .min(Comparator.comparing(reader -> !reader.getClass().getName().startsWith("com.sun.imageio.")))
                .orElseThrow(() -> unreadable("no ImageIO reader on the class path reads it", null));
    }

    private RgbPixels read(ImageReader reader, ImageInputStream stream) throws IOException {
        reader.setInput(stream, false, format != ImageFormat.GIF);
        requireRoom(reader.getWidth(0), reader.getHeight(0));
        List<String> warnings = listen(reader);
        BufferedImage image = reader.read(0);
        requireNoLoss(warnings);
        return format == ImageFormat.GIF
                ? GifCanvas.of(reader, image, source, limits).pixels()
                : RgbPixels.ofFile(image, source);
    }

    private static List<String> listen(ImageReader reader) {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
        return warnings;
    }

    private void requireNoLoss(List<String> warnings) throws FlawException {
        for (String warning : warnings) {
            if (tellsOfLoss(warning)) {
                throw new FlawException("it is truncated or damaged: " + warning);
            }
        }
    }

    /**
     * Returns whether a warning means lost pixels. libjpeg also warns of oddities that cost no pixel, such as stray
     * bytes between markers.
     */
    private boolean tellsOfLoss(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        return format != ImageFormat.JPEG || text.contains("premature end") || text.contains("truncated");
    }

    private static String causeOf(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private UnreadableImageException unreadable(String cause, @Nullable Exception thrown) {
        String advice = format.advice();
        return new UnreadableImageException(
                "picture [" + source + "] cannot be read; its first bytes say: " + format.label() + " ("
                        + encoded.length + " bytes); " + cause + (advice.isEmpty() ? "" : "; " + advice),
                thrown);
    }
}
