package io.github.clipunit.checks;

import io.github.clipunit.image.ClipImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures of the kind that the embedded model knows, painted or read, the same on every machine. */
final class PaintedPictures {

    private static final int SIZE = 256;

    private PaintedPictures() {}

    /** One of the committed pictures, such as {@code fox}. */
    static BufferedImage named(String name) {
        return ClipImage.of(Path.of("src/test/resources/pictures", name + ".png"))
                .toBufferedImage();
    }

    /** A disc on white, without antialiasing, which may differ between machines. */
    static BufferedImage disc(int rgb, int centreX, int centreY, int radius) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                boolean inside = Math.hypot(x - centreX, y - centreY) < radius;
                image.setRGB(x, y, inside ? rgb : 0xffffff);
            }
        }
        return image;
    }

    static BufferedImage disc(int rgb) {
        return disc(rgb, SIZE / 2, SIZE / 2, 90);
    }

    /** The picture through a box blur: what a generator gives that lost its last upsampling stage. */
    static BufferedImage blurred(BufferedImage sharp, int radius) {
        int width = sharp.getWidth();
        int height = sharp.getHeight();
        BufferedImage blurred = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                blurred.setRGB(x, y, mean(sharp, x, y, radius));
            }
        }
        return blurred;
    }

    private static int mean(BufferedImage image, int atX, int atY, int radius) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int count = 0;
        for (int y = Math.max(0, atY - radius); y <= Math.min(image.getHeight() - 1, atY + radius); y++) {
            for (int x = Math.max(0, atX - radius); x <= Math.min(image.getWidth() - 1, atX + radius); x++) {
                Color pixel = new Color(image.getRGB(x, y));
                red += pixel.getRed();
                green += pixel.getGreen();
                blue += pixel.getBlue();
                count++;
            }
        }
        return new Color(red / count, green / count, blue / count).getRGB();
    }

    /** Two pictures beside each other, each at half its size. */
    static BufferedImage beside(BufferedImage left, BufferedImage right) {
        BufferedImage both = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(left, 0, SIZE / 4, SIZE / 2, SIZE / 2, null);
        graphics.drawImage(right, SIZE / 2, SIZE / 4, SIZE / 2, SIZE / 2, null);
        graphics.dispose();
        return both;
    }

    /** The picture moved, with white where it was. */
    static BufferedImage moved(BufferedImage image, int right, int down) {
        BufferedImage moved = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = moved.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.drawImage(image, right, down, null);
        graphics.dispose();
        return moved;
    }

    /** The picture at twice its size, each new pixel a mean of old ones. */
    static BufferedImage upscaled(BufferedImage image) {
        BufferedImage upscaled =
                new BufferedImage(2 * image.getWidth(), 2 * image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = upscaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, upscaled.getWidth(), upscaled.getHeight(), null);
        graphics.dispose();
        return upscaled;
    }

    /** The picture between black bars, as JPEG. */
    static byte[] letterboxed(BufferedImage image, int bar) throws IOException {
        BufferedImage letterboxed = moved(image, 0, 0);
        Graphics2D graphics = letterboxed.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, 0, image.getWidth(), bar);
        graphics.fillRect(0, image.getHeight() - bar, image.getWidth(), bar);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(letterboxed, "jpeg", jpeg);
        return jpeg.toByteArray();
    }
}
