package io.github.clipunit.image;

import io.github.clipunit.internal.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of a picture, in memory or decoded when first needed, and facts derived from them. All pictures that show
 * the same pixels share one instance.
 */
final class ImageContent {

    private final int width;
    private final int height;
    private @Nullable Supplier<RgbPixels> decoding;
    private byte @Nullable [] encoded;
    private volatile byte @Nullable [] rgb;
    private volatile @Nullable String sha256;
    private volatile double transparency = Double.NaN;

    private ImageContent(int width, int height) {
        this.width = width;
        this.height = height;
    }

    static ImageContent of(RgbPixels pixels) {
        ImageContent content = new ImageContent(pixels.width(), pixels.height());
        content.rgb = pixels.rgb();
        content.transparency = pixels.transparency();
        return content;
    }

    /**
     * Returns pixels that are decoded when they are first needed.
     *
     * @param encoded the bytes to decode; a cache may know their pixels by their hash
     */
    static ImageContent later(int width, int height, byte[] encoded, Supplier<RgbPixels> decoding) {
        ImageContent content = new ImageContent(width, height);
        content.encoded = encoded;
        content.decoding = decoding;
        return content;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the encoded bytes, or empty once anything is known of the pixels. */
    synchronized Optional<byte[]> undecoded() {
        return sha256 == null ? Optional.ofNullable(encoded) : Optional.empty();
    }

    /** Accepts facts that were recorded when these bytes were decoded before. */
    synchronized void recall(String sha256, double transparency) {
        if (this.sha256 == null && rgb == null) {
            this.transparency = transparency;
            this.sha256 = sha256;
        }
    }

    byte[] rgb() {
        byte[] known = rgb;
        return known == null ? decode() : known;
    }

    private synchronized byte[] decode() {
        byte[] known = rgb;
        if (known == null && decoding != null) {
            RgbPixels pixels = decoding.get();
            known = pixels.rgb();
            transparency = pixels.transparency();
            rgb = known;
            decoding = null;
            encoded = null;
        }
        if (known == null) {
            throw new IllegalStateException("a picture without pixels");
        }
        return known;
    }

    double transparency() {
        if (Double.isNaN(transparency)) {
            rgb();
        }
        return transparency;
    }

    /** Returns the SHA-256 of width, height and RGB bytes. */
    String sha256() {
        String known = sha256;
        if (known == null) {
            MessageDigest digest = Sha256.digest();
            digest.update(ByteBuffer.allocate(8).putInt(width).putInt(height).flip());
            known = HexFormat.of().formatHex(digest.digest(rgb()));
            sha256 = known;
        }
        return known;
    }
}
