package io.github.clipunit.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture in one of the kinds that tests and generators hand over: {@link BufferedImage}, {@link ClipImage}, {@link Path}
 * or encoded bytes. A file is read at once, for the next picture may be written over it.
 *
 * @hidden
 */
public final class GivenPicture {

    private final Object picture;
    private final ImageLimits limits;
    private final byte @Nullable [] encoded;

    private GivenPicture(Object picture, ImageLimits limits, byte @Nullable [] encoded) {
        this.picture = picture;
        this.limits = limits;
        this.encoded = encoded;
    }

    /**
     * Takes a picture of any of these kinds.
     *
     * @throws IllegalArgumentException if it is of another kind
     * @throws UnreadableImageException if it is a file that cannot be read
     */
    public static GivenPicture of(@Nullable Object picture, ImageLimits limits) {
        if (picture instanceof Path file) {
            return new GivenPicture(picture, limits, PictureFile.read(file, limits));
        }
        if (picture instanceof byte[] bytes) {
            return new GivenPicture(picture, limits, bytes.clone());
        }
        if (picture instanceof BufferedImage || picture instanceof ClipImage) {
            return new GivenPicture(picture, limits, null);
        }
        throw new IllegalArgumentException("pictures must be BufferedImage, ClipImage, Path or byte[], but one is ["
                + (picture == null ? "null" : picture.getClass().getName()) + "]");
    }

    /** The encoded bytes of a file and of bytes, whether or not they can be decoded; empty for a picture in memory. */
    public Optional<byte[]> encoded() {
        return Optional.ofNullable(encoded);
    }

    /**
     * The picture.
     *
     * @throws UnreadableImageException as {@link ClipImage#of(Path)}
     */
    public ClipImage image() {
        if (picture instanceof ClipImage image) {
            return image;
        }
        if (picture instanceof BufferedImage image) {
            return ClipImage.of(image, limits);
        }
        byte[] bytes = encoded().orElseThrow();
        return picture instanceof Path file
                ? ClipImage.decode(bytes, limits, file.toString())
                : ClipImage.of(bytes, limits);
    }
}
