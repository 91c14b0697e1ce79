package com.example.posters;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Paints a circle, in place of the generator that you want to test. */
public final class Posters {

    public BufferedImage paint() {
        BufferedImage poster = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = poster.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 256, 256);
        graphics.setColor(Color.BLUE);
        graphics.fillOval(48, 48, 160, 160);
        graphics.dispose();
        return poster;
    }
}
