package com.example.posters;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A picture of a blue square. */
final class Square {

    private Square() {}

    static BufferedImage blue() {
        BufferedImage square = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = square.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 256, 256);
        graphics.setColor(new Color(0x1E50DC));
        graphics.fillRect(64, 64, 128, 128);
        graphics.dispose();
        return square;
    }
}
