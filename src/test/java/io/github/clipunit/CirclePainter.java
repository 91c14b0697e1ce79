package io.github.clipunit;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Stands for a generator: paints a red circle on white, of a size and at a place that depend on the seed. */
final class CirclePainter {

    private static final int SIDE = 128;

    /** Without antialiasing, which may differ between machines. */
    BufferedImage paint(int seed) {
        Random random = new Random(seed);
        int radius = 30 + random.nextInt(16);
        int centreX = SIDE / 2 + random.nextInt(17) - 8;
        int centreY = SIDE / 2 + random.nextInt(17) - 8;
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean isInside = Math.hypot(x - centreX, y - centreY) < radius;
                image.setRGB(x, y, isInside ? 0xdc1e1e : 0xffffff);
            }
        }
        return image;
    }
}
