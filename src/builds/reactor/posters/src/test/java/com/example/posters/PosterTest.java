package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import com.example.signs.SignPainter;
import io.github.clipunit.junit.ClipTest;
import org.junit.jupiter.api.Test;

@ClipTest
class PosterTest {

    @Test
    void shows_a_square() {
        assertThat(new SignPainter().paint())
                .matchesPrompt("a blue square on a white background")
                .hasNotRegressed();
    }
}
