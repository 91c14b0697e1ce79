package io.github.clipunit.judges;

import io.github.clipunit.image.ClipImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stands for a user's generator: foxes are red squares in the snow. */
final class FakePainter {

    /** How many foxes it paints for three. */
    static volatile int three = 3;

    BufferedImage generate(String prompt) {
        return foxes(prompt.startsWith("three") ? three : 0, 0);
    }

    static BufferedImage foxes(int count, int shift) {
        BufferedImage image = new BufferedImage(64, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 64, 16);
        graphics.setColor(Color.RED);
        for (int fox = 0; fox < count; fox++) {
            graphics.fillRect(2 + 10 * fox, 2 + shift, 6, 6);
        }
        graphics.dispose();
        return image;
    }

    /** Pictures of three foxes and of two or four. */
    static Map<ClipImage, Boolean> labelled() {
        Map<ClipImage, Boolean> labelled = new LinkedHashMap<>();
        for (int shift = 0; shift < 8; shift++) {
            for (int count : new int[] {2, 3, 3, 4}) {
                labelled.put(ClipImage.of(foxes(count, shift)), count == 3);
            }
        }
        labelled.put(ClipImage.of(foxes(3, 8)), true);
        labelled.put(ClipImage.of(foxes(3, -1)), true);
        labelled.put(ClipImage.of(foxes(4, 8)), false);
        return labelled;
    }
}
