package com.example.signs;

import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The generator under test: paints the square that a prompt asks for. */
@ApplicationScoped
public class SignPainter {

    private static final int SIZE = 256;

    /** Paints a prompt such as {@code a blue square on a white background}. */
    public BufferedImage paint(String prompt) {
        BufferedImage sign = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sign.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setColor(prompt.contains("blue") ? new Color(0x1E50DC) : new Color(0xDC1E1E));
        graphics.fillRect(SIZE / 4, SIZE / 4, SIZE / 2, SIZE / 2);
        graphics.dispose();
        return sign;
    }

    /** Paints a prompt into a PNG file's bytes. */
    public byte[] paintPng(String prompt) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(paint(prompt), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
