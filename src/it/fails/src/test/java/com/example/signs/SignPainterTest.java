package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class SignPainterTest {

    private final SignPainter painter = new SignPainter();

    @Test
    void paints_icons() {
        String prompt = "an icon of a bicycle";
        assertThat(painter.paint(prompt)).matchesPrompt(prompt).withClipScoreAbove(0.28);
    }

    @Test
    void paints_the_right_colour() {
        String prompt = "a blue square on a white background";
        assertThat(painter.paint(prompt)).matchesPrompt(prompt).ratherThan("a red square on a white background");
    }

    @Test
    void paints_no_frog() {
        assertThat(painter.paint("a blue square on a white background"))
                .doesNotMatchPrompt("an icon of a frog")
                .withClipScoreBelow(0.2);
    }
}
