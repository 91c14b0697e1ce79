package io.github.clipunit.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture with finer detail than a CLIP model sees: rings that grow closer from a point, another one for each channel. */
final class DetailedPicture {

    private DetailedPicture() {}

    /** The PNG file of that size, which is made if it is missing. */
    static Path make(int width, int height) throws IOException {
        Path file = Path.of("target", "bench", "detailed-" + width + "x" + height + ".png");
        if (!Files.exists(file)) {
            BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double u = (double) x / width;
                    double v = (double) y / height;
                    int red = sample(u - 0.2, v - 0.3, width);
                    int green = sample(u - 0.5, v - 0.8, width);
                    int blue = sample(u - 0.9, v - 0.4, width);
                    picture.setRGB(x, y, red << 16 | green << 8 | blue);
                }
            }
            ImageIO.write(picture, "png", file.toFile());
        }
        return file;
    }

    private static int sample(double u, double v, int width) {
        double distance = u * u + v * v;
        return (int) (128 + 60 * Math.cos(8 * u + 5 * v) + 60 * Math.cos(Math.PI * 0.4 * width * distance));
    }
}
