package io.github.clipunit.prompts;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** The tests of docs/prompts.md. */
@ClipTest
class MuseumPoster {

    static final String PROMPT = """
            A red circle and a blue square. A yellow star below a red circle. \
            A blue square above a yellow star. A yellow star on a white background. \
            Flat vector illustration with clean lines, bold colors and no texture at all. \
            Soft, even studio lighting, shot from above, 8k, highly detailed. --ar 1:1 --no text
            """;

    private final Painter painter = prompt -> paint();

    @Test
    void showsAllThatIsAskedFor() {
        BufferedImage poster = painter.paint(PROMPT);
        assertThat(poster).matchesPrompt(PROMPT).inEveryPart().ignoringStyle().withClipScoreAbove(0.22);
    }

    @Test
    void showsMostOfIt() {
        BufferedImage poster = painter.paint(PROMPT);
        assertThat(poster).matchesPrompt(PROMPT).inParts(3).withClipScoreAbove(0.22);
    }

    @Test
    void looksLikeThePromptAsAWhole() {
        BufferedImage poster = painter.paint(PROMPT);
        assertThat(poster)
                .matchesPrompt(PROMPT)
                .inPartsTogether()
                .ratherThan("a gray wolf in the snow", "a bowl of soup");
        assertThat(poster).matchesPrompt(PROMPT).inPartsTogether().hasNotRegressed();
    }

    @Test
    void isTooLong() {
        assertThat(painter.paint(PROMPT)).matchesPrompt(PROMPT).withClipScoreAbove(0.22);
    }

    @Test
    void showsItsStyle() {
        assertThat(painter.paint(PROMPT)).matchesPrompt(PROMPT).inEveryPart().withClipScoreAbove(0.22);
    }

    private interface Painter {
        BufferedImage paint(String prompt);
    }

    private static BufferedImage paint() {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 256, 256);
        graphics.setColor(new Color(225, 25, 30));
        graphics.fillOval(16, 30, 100, 100);
        graphics.setColor(new Color(25, 80, 220));
        graphics.fillRect(140, 34, 92, 92);
        graphics.setColor(new Color(255, 225, 30));
        graphics.translate(128, 195);
        Polygon star = new Polygon();
        for (int i = 0; i < 10; i++) {
            double angle = Math.PI * (i / 5.0 - 0.5);
            double radius = i % 2 == 0 ? 50 : 20;
            star.addPoint((int) (radius * Math.cos(angle)), (int) (radius * Math.sin(angle)));
        }
        graphics.fill(star);
        graphics.dispose();
        return image;
    }
}
