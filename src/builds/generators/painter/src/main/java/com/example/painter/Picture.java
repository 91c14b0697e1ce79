package com.example.painter;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;

/** What the painter paints: the square that a prompt asks for. */
final class Picture {

    private static final int SIZE = 256;
    private static final Map<String, Color> COLOURS =
            Map.of("blue", new Color(0x1E50DC), "red", new Color(0xDC1E1E), "green", new Color(0x1EA03C));

    private Picture() {}

    /** PNG of a square, a little to the side for each seed. */
    static byte[] png(String prompt, long seed) throws IOException {
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setColor(COLOURS.entrySet().stream()
                .filter(colour -> prompt.contains(colour.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Color.GRAY));
        graphics.fillRect(SIZE / 4 + (int) Math.floorMod(seed, 16L), SIZE / 4, SIZE / 2, SIZE / 2);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    /** WebP, which the JDK cannot write: a blue square. */
    static byte[] webp() throws IOException {
        try (InputStream file = Objects.requireNonNull(Picture.class.getResourceAsStream("blue-square.webp"))) {
            return file.readAllBytes();
        }
    }

    /** Whether a question names the colour in the middle of a picture, as a model that looks at it would see. */
    static boolean shows(byte[] png, String question) throws IOException {
        Color middle = new Color(ImageIO.read(new ByteArrayInputStream(png)).getRGB(SIZE / 2, SIZE / 2));
        return COLOURS.entrySet().stream()
                .anyMatch(colour ->
                        question.contains(colour.getKey()) && colour.getValue().equals(middle));
    }
}
