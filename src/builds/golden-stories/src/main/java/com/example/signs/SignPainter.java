package com.example.signs;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A generator that a system property makes worse. */
public final class SignPainter {

    private static final int SIZE = 256;

    /** Paints a blue square, or what is left of it after a change. */
    public BufferedImage paint() {
        boolean isGood = "good".equals(System.getProperty("painter"));
        BufferedImage sign = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sign.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setColor(isGood ? new Color(0x1E1EDC) : new Color(0xDC501E));
        graphics.fillRect(SIZE / 4, SIZE / 4, SIZE / 2, SIZE / 2);
        graphics.dispose();
        return sign;
    }
}
