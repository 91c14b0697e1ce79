package io.github.clipunit.image;

import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;

/**
 * The limits of a picture's size, checked before memory is allocated, and the treatment of its EXIF orientation.
 *
 * @param maxPixels the largest number of pixels, width times height
 * @param maxBytes the largest number of encoded bytes
 * @param rotation the treatment of the EXIF orientation
 * @hidden
 */
public record ImageLimits(long maxPixels, long maxBytes, Rotation rotation) {

    /**
     * The treatment of a picture's EXIF orientation.
     *
     * @hidden
     */
    public enum Rotation {
        /** Leaves pixels as they are stored, as Pillow's {@code Image.open} does. */
        IGNORE,
        /** Rotates the pixels, as Pillow's {@code ImageOps.exif_transpose} does. */
        APPLY
    }

    /** The treatment of a picture's EXIF orientation. */
    public static final Setting<Rotation> ORIENTATION = Setting.choice(
            "clipunit.image.orientation",
            "whether the rotation in EXIF is applied: ignore, as Pillow does, or apply, as pipelines with exif_transpose do",
            Rotation.IGNORE);

    /**
     * The largest number of pixels. The default is Pillow's own error limit, {@code 2 * Image.MAX_IMAGE_PIXELS}, beyond
     * which it suspects a decompression bomb.
     */
    public static final Setting<Long> MAX_PIXELS = Setting.whole(
            "clipunit.image.max-pixels",
            "the largest number of pixels of a" + " picture",
            178_956_970L,
            1,
            Integer.MAX_VALUE / 3);

    /** The largest number of encoded bytes. */
    public static final Setting<Long> MAX_BYTES = Setting.whole(
            "clipunit.image.max-bytes",
            "the largest number of bytes of an encoded picture",
            256L << 20,
            1,
            Integer.MAX_VALUE - 8L);

    public ImageLimits {
        if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 3) {
            throw new IllegalArgumentException("most pixels [" + maxPixels + "] must be from 1 to "
                    + Integer.MAX_VALUE / 3 + ": an array holds no more");
        }
        if (maxBytes < 1 || maxBytes > Integer.MAX_VALUE - 8L) {
            throw new IllegalArgumentException("most bytes [" + maxBytes + "] must be from 1 to "
                    + (Integer.MAX_VALUE - 8) + ": an array holds no more");
        }
    }

    /** Creates limits that leave pixels as they are stored. */
    public ImageLimits(long maxPixels, long maxBytes) {
        this(maxPixels, maxBytes, Rotation.IGNORE);
    }

    /** Returns the limits in the JVM's settings. */
    public static ImageLimits ofJvm() {
        return new ImageLimits(Settings.ofJvm(MAX_PIXELS), Settings.ofJvm(MAX_BYTES), Settings.ofJvm(ORIENTATION));
    }

    /** Returns the limits in the given settings. */
    public static ImageLimits of(Settings settings) {
        return new ImageLimits(settings.get(MAX_PIXELS), settings.get(MAX_BYTES), settings.get(ORIENTATION));
    }
}
