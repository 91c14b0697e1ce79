package io.github.clipunit.bench;

import java.awt.image.BufferedImage;

/** A picture without flat parts, the same one in Java and in {@code bench/pillow_preprocessing.py}. */
public final class BenchPicture {

    private BenchPicture() {}

    /** Draws it, so many pixels wide and high. */
    public static BufferedImage draw(int side) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, sample(x, y, 0) << 16 | sample(x, y, 1) << 8 | sample(x, y, 2));
            }
        }
        return picture;
    }

    private static int sample(int x, int y, int channel) {
        return (7 * x + 13 * y + 29 * channel + (x * y) % 251) & 255;
    }
}
