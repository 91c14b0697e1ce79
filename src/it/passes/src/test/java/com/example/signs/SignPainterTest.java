package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

@ClipTest
class SignPainterTest {

    private static final String BLUE = "a blue square on a white background";
    private static final String RED = "a red square on a white background";

    private final SignPainter painter = new SignPainter();

    @Test
    void paints_the_shape_and_the_colour_of_the_prompt() {
        assertThat(painter.paint(BLUE)).matchesPrompt(BLUE).withClipScoreAbove(0.28);
        assertThat(painter.paint(BLUE)).matchesPrompt(BLUE).ratherThan(RED).byAtLeast(0.05);
        assertThat(painter.paint(RED)).matchesPrompt(RED).ratherThan(BLUE).byAtLeast(0.05);
    }

    @Test
    void paints_nothing_else() {
        assertThat(painter.paint(BLUE)).doesNotMatchPrompt("an icon of a frog").withClipScoreBelow(0.2);
    }

    @Test
    void paints_the_same_sign_again() {
        BufferedImage sign = painter.paint(BLUE);
        assertThat(sign.getWidth()).as("width").isEqualTo(256);
        assertThat(sign).isSimilarTo(painter.paint(BLUE)).withCosineAbove(0.999);
    }
}
