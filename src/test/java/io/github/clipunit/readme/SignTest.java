package io.github.clipunit.readme;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class SignTest {

    @Test
    void paintsARedCircle() {
        BufferedImage sign = paint(Color.RED); // your generator goes here
        assertThat(sign).matchesPrompt("a red circle").withClipScoreAbove(0.28);
        assertThat(sign)
                .matchesPrompt("a red circle")
                .ratherThan("a blue circle", "a red square")
                .byAtLeast(0.05);
        assertThat(sign).doesNotMatchPrompt("an icon of a fox").withClipScoreBelow(0.2);
    }

    static BufferedImage paint(Color color) {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillOval(64, 64, 128, 128);
        return image;
    }
}
