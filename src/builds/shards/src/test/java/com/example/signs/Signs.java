package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A generator, and what is asked of it. */
final class Signs {

    private static final int SIZE = 256;

    private Signs() {}

    static BufferedImage square(Color color) {
        BufferedImage sign = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sign.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setColor(color);
        graphics.fillRect(SIZE / 4, SIZE / 4, SIZE / 2, SIZE / 2);
        graphics.dispose();
        return sign;
    }

    static void check(BufferedImage sign, String color) {
        assertThat(sign)
                .matchesPrompt("a " + color + " square on a white background")
                .hasNotRegressed();
    }
}
