package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Pictures for tests. */
public final class Pictures {

    private Pictures() {}

    /** What a pixel looks like. */
    public interface Painter {
        int rgb(int x, int y);
    }

    public static BufferedImage paint(int width, int height, Painter painter) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, painter.rgb(x, y));
            }
        }
        return image;
    }

    static int gray(double level) {
        int value = Math.max(0, Math.min(255, (int) Math.round(level)));
        return value << 16 | value << 8 | value;
    }

    /**
     * Fallen leaves: opaque discs of all sizes on each other, whose frequencies are those of photographs (Lee, Mumford
     * and Huang 2001), with a little grain.
     */
    static BufferedImage leaves(int width, int height) {
        SplittableRandom random = new SplittableRandom(4);
        int[] colours = new int[width * height];
        for (int leaf = 0; leaf < 4000; leaf++) {
            double radius = 3 / Math.sqrt(random.nextDouble(1.0 / 900, 1));
            double cx = random.nextDouble(width);
            double cy = random.nextDouble(height);
            int colour = random.nextInt(1 << 24);
            for (int y = (int) Math.max(0, cy - radius); y < Math.min(height, cy + radius); y++) {
                for (int x = (int) Math.max(0, cx - radius); x < Math.min(width, cx + radius); x++) {
                    if (Math.hypot(x - cx, y - cy) < radius) {
                        colours[y * width + x] = colour;
                    }
                }
            }
        }
        return paint(width, height, (x, y) -> colours[y * width + x] ^ (random.nextInt(8) * 0x010101));
    }

    /** A red disc on white. */
    static BufferedImage disc(int size) {
        return paint(
                size, size, (x, y) -> Math.hypot(x - 0.45 * size, y - 0.55 * size) < 0.3 * size ? 0xd02020 : 0xffffff);
    }

    /** Scaled by Java2D: with {@link RenderingHints#VALUE_INTERPOLATION_BICUBIC} or another value. */
    static BufferedImage scaled(BufferedImage image, int width, int height, Object interpolation) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }

    static ClipImage changed(BufferedImage image, Painter painter) {
        return ClipImage.of(paint(image.getWidth(), image.getHeight(), painter));
    }
}
