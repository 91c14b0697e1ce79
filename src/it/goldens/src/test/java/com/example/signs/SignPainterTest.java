package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class SignPainterTest {

    @Test
    void paints_the_square() {
        assertThat(new SignPainter().paint())
                .matchesPrompt("a blue square on a white background")
                .hasNotRegressed();
    }
}
