package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;

/**
 * The lightness of each pixel, in [0, 255]: {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601), rows from top to
 * bottom.
 */
final class Luma {

    private final int width;
    private final int height;
    private final float[] values;

    private Luma(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    static Luma of(ClipImage image) {
        ByteBuffer rgb = image.rgb();
        float[] values = new float[image.width() * image.height()];
        for (int i = 0; i < values.length; i++) {
            int red = rgb.get(3 * i) & 0xff;
            int green = rgb.get(3 * i + 1) & 0xff;
            int blue = rgb.get(3 * i + 2) & 0xff;
            values[i] = (float) (0.299 * red + 0.587 * green + 0.114 * blue);
        }
        return new Luma(image.width(), image.height(), values);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns the array itself, shared on purpose inside this package. */
    float[] values() {
        return values;
    }

    float at(int x, int y) {
        return values[y * width + x];
    }

    /** Returns the lightness that the given share of pixels does not exceed, in whole levels. */
    int quantile(double share) {
        int[] histogram = new int[257];
        for (float value : values) {
            histogram[Math.round(value)]++;
        }
        int level = 0;
        long seen = histogram[0];
        while (seen < share * values.length) {
            seen += histogram[++level];
        }
        return level;
    }
}
