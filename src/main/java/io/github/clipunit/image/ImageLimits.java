package io.github.clipunit.image;

import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;

/**
 * How large a picture may be, checked before memory is taken for it, and whether EXIF turns it.
 *
 * @param maxPixels the most pixels, width times height
 * @param maxBytes the most encoded bytes
 * @param rotation what to do with the orientation that EXIF names
 * @hidden
 */
public record ImageLimits(long maxPixels, long maxBytes, Rotation rotation) {

    /**
     * What to do with the orientation that EXIF names.
     *
     * @hidden
     */
    public enum Rotation {
        /** Leave pixels as they are stored, as Pillow's {@code Image.open} does. */
        IGNORE,
        /** Turn them, as Pillow's {@code ImageOps.exif_transpose} does. */
        APPLY
    }

    /** What to do with the orientation that EXIF names. */
    public static final Setting<Rotation> ORIENTATION = Setting.choice(
            "clipunit.image.orientation",
            "whether the rotation in EXIF is applied: ignore, as Pillow does, or apply, as pipelines with exif_transpose do",
            Rotation.IGNORE);

    /** Pillow's own error limit, {@code 2 * Image.MAX_IMAGE_PIXELS}, beyond which it suspects a decompression bomb. */
    public static final Setting<Long> MAX_PIXELS = Setting.whole(
            "clipunit.image.max-pixels", "the most pixels a picture may have", 178_956_970L, 1, Integer.MAX_VALUE / 3);

    /** The most encoded bytes. */
    public static final Setting<Long> MAX_BYTES = Setting.whole(
            "clipunit.image.max-bytes",
            "the most bytes an encoded picture may have",
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

    /** Limits under which pixels stay as they are stored. */
    public ImageLimits(long maxPixels, long maxBytes) {
        this(maxPixels, maxBytes, Rotation.IGNORE);
    }

    /** The limits that the JVM's settings give. */
    public static ImageLimits ofJvm() {
        return of(Settings.ofJvm());
    }

    /** The limits that settings give. */
    public static ImageLimits of(Settings settings) {
        return new ImageLimits(settings.get(MAX_PIXELS), settings.get(MAX_BYTES), settings.get(ORIENTATION));
    }
}
