package io.github.clipunit.report;

import io.github.clipunit.image.ClipImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Draws small scenes: what a report is shown with, as nobody's photograph need be committed. */
public final class DemoPictures {

    private DemoPictures() {}

    /** A scene of the given kind; the seed moves things about. */
    public static ClipImage draw(String kind, int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.scale(width / 512.0, height / 512.0);
        Random random = new Random(seed);
        switch (kind) {
            case "fox" -> fox(g, random);
            case "lighthouse" -> lighthouse(g, random);
            case "apple" -> apple(g, random);
            case "sunflowers" -> sunflowers(g, random);
            case "boat" -> boat(g, random);
            case "blank" -> fill(g, new Color(0xf2f2f0));
            default -> throw new IllegalArgumentException("no scene [" + kind + "]");
        }
        g.dispose();
        return ClipImage.of(image).named(kind + "-" + seed + ".png");
    }

    /** A picture that no encoder makes small: what photographs cost at most. */
    public static ClipImage noisy(int width, int height, long seed) {
        BufferedImage image = draw("boat", width, height, seed).toBufferedImage();
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                int grain = random.nextInt(33) - 16;
                image.setRGB(
                        x,
                        y,
                        (clamp(((rgb >> 16) & 0xff) + grain) << 16)
                                | (clamp(((rgb >> 8) & 0xff) + grain) << 8)
                                | clamp((rgb & 0xff) + grain));
            }
        }
        return ClipImage.of(image).named("photo-" + seed + ".jpg");
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static void fill(Graphics2D g, Color color) {
        g.setColor(color);
        g.fillRect(0, 0, 512, 512);
    }

    private static void sky(Graphics2D g, int top, int bottom) {
        g.setPaint(new GradientPaint(0, 0, new Color(top), 0, 512, new Color(bottom)));
        g.fillRect(0, 0, 512, 512);
    }

    private static void disc(Graphics2D g, int color, double x, double y, double rx, double ry) {
        g.setColor(new Color(color));
        g.fill(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry));
    }

    private static void shape(Graphics2D g, int color, int... xy) {
        Polygon polygon = new Polygon();
        for (int i = 0; i < xy.length; i += 2) {
            polygon.addPoint(xy[i], xy[i + 1]);
        }
        g.setColor(new Color(color));
        g.fill(polygon);
    }

    private static void fox(Graphics2D g, Random random) {
        sky(g, 0xaec6dd, 0xf4f7fb);
        int shift = random.nextInt(60) - 30;
        for (int i = 0; i < 4; i++) {
            int x = 30 + i * 140 + random.nextInt(50);
            shape(g, 0x47615c, x - 45, 320, x, 120 + random.nextInt(60), x + 45, 320);
        }
        disc(g, 0xffffff, 256, 560, 420, 260);
        g.translate(shift, 0);
        disc(g, 0xc85a1c, 395, 370, 66, 30);
        disc(g, 0xfdf6ee, 452, 358, 24, 20);
        disc(g, 0xd9661f, 290, 370, 105, 70);
        shape(g, 0xb94f15, 150, 190, 172, 268, 224, 240);
        shape(g, 0xb94f15, 282, 190, 260, 268, 208, 240);
        disc(g, 0xdf6c22, 216, 282, 82, 70);
        shape(g, 0xfdf6ee, 150, 300, 216, 372, 282, 300, 216, 322);
        disc(g, 0x201510, 186, 276, 9, 11);
        disc(g, 0x201510, 246, 276, 9, 11);
        disc(g, 0x201510, 216, 352, 13, 10);
        g.translate(-shift, 0);
        for (int i = 0; i < 90; i++) {
            double size = 1.5 + 3 * random.nextDouble();
            disc(g, 0xffffff, random.nextInt(512), random.nextInt(512), size, size);
        }
    }

    private static void lighthouse(Graphics2D g, Random random) {
        sky(g, 0x28305c, 0xf2a56b);
        disc(g, 0xffd9a0, 120 + random.nextInt(40), 330, 46, 46);
        g.setColor(new Color(0x2a4a6b));
        g.fillRect(0, 360, 512, 152);
        shape(g, 0x3b3a3a, 250, 400, 512, 330, 512, 512, 220, 512);
        shape(g, 0xf6f1ea, 345, 380, 362, 150, 412, 150, 430, 380);
        shape(g, 0xb5352c, 350, 310, 355, 250, 419, 250, 424, 310);
        g.setColor(new Color(0x23252b));
        g.fillRect(352, 132, 70, 18);
        disc(g, 0xfff2b8, 387, 112, 20, 20);
        shape(g, 0xb5352c, 358, 98, 387, 62, 416, 98);
        g.setColor(new Color(255, 242, 184, 70));
        g.fill(new Polygon(new int[] {387, 0, 0}, new int[] {112, 40, 170}, 3));
    }

    private static void apple(Graphics2D g, Random random) {
        sky(g, 0xe9dfcf, 0xf6efe4);
        g.setColor(new Color(0x9a6b43));
        g.fillRect(0, 370, 512, 142);
        disc(g, 0x6f4a2c, 265, 400, 120, 20);
        int x = 240 + random.nextInt(40);
        disc(g, 0xc4202b, x - 38, 300, 92, 104);
        disc(g, 0xcc2530, x + 38, 300, 92, 104);
        disc(g, 0xec7c80, x - 66, 258, 22, 34);
        g.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(new Color(0x5a3b22));
        g.drawLine(x, 214, x + 12, 160);
        shape(g, 0x4f8a3a, x + 12, 182, x + 60, 140, x + 86, 160, x + 56, 188);
    }

    private static void sunflowers(Graphics2D g, Random random) {
        sky(g, 0x6fb4ea, 0xdff0fb);
        g.setColor(new Color(0x4f8f3c));
        g.fillRect(0, 330, 512, 182);
        for (int i = 0; i < 9; i++) {
            double x = 40 + (i % 5) * 105 + random.nextInt(30);
            double y = 230 + (i / 5) * 110 + random.nextInt(50);
            g.setColor(new Color(0x2f6b2a));
            g.fillRect((int) x - 4, (int) y, 8, 300);
            for (int petal = 0; petal < 14; petal++) {
                double angle = petal * Math.PI / 7;
                disc(g, 0xf5b915, x + 36 * Math.cos(angle), y + 36 * Math.sin(angle), 15, 15);
            }
            disc(g, 0x5b3414, x, y, 27, 27);
        }
    }

    private static void boat(Graphics2D g, Random random) {
        sky(g, 0xbfe3f5, 0xeaf6fb);
        disc(g, 0xffe08a, 400, 100, 44, 44);
        g.setColor(new Color(0x2f7fa8));
        g.fillRect(0, 320, 512, 192);
        int x = 200 + random.nextInt(110);
        shape(g, 0x8b3f2b, x - 100, 340, x + 110, 340, x + 70, 400, x - 70, 400);
        shape(g, 0xfdfbf5, x, 100, x, 325, x - 90, 325);
        shape(g, 0xe8eef4, x + 10, 140, x + 10, 325, x + 85, 325);
        g.setStroke(new BasicStroke(3));
        g.setColor(new Color(0x6fb1d0));
        for (int i = 0; i < 12; i++) {
            int wave = random.nextInt(470);
            g.drawLine(wave, 410 + 8 * i, wave + 40, 410 + 8 * i);
        }
    }
}
