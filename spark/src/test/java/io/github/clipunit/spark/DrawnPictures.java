package io.github.clipunit.spark;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures drawn by Java2D, each of another circle on another ground. */
final class DrawnPictures {

    private DrawnPictures() {}

    static byte[] png(int n) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.getHSBColor(n * 0.37f, 0.3f, 0.9f));
        graphics.fillRect(0, 0, 64, 64);
        graphics.setColor(Color.getHSBColor(n * 0.11f, 1, 0.8f));
        graphics.fillOval(n % 20, n % 13, 24 + n % 17, 24 + n % 11);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** As {@link #png}, in a file that is named after n. */
    static Path write(Path folder, int n) throws IOException {
        return Files.write(folder.resolve("picture-" + n + ".png"), png(n));
    }
}
