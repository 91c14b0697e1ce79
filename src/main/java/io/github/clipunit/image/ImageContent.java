package io.github.clipunit.image;

import io.github.clipunit.internal.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of a picture, at hand or decoded when they are first needed, and what follows from them; shared by all
 * pictures that show them.
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
     * Pixels that are decoded when they are first needed.
     *
     * @param encoded what they are decoded from; by its hash they may be known already
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

    /** The encoded bytes, as long as nothing is known of the pixels. */
    synchronized Optional<byte[]> undecoded() {
        return sha256 == null ? Optional.ofNullable(encoded) : Optional.empty();
    }

    /** Takes what is known of these very pixels from when they were decoded before. */
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

    /** The SHA-256 of width, height and RGB bytes. */
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
