package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junitpioneer.jupiter.RetryingTest;

@ClipTest(model = "pictogram")
class SignTest {

    private static final String SQUARE = "a blue square on a white background";

    private static void check(BufferedImage sign) {
        assertThat(sign).matchesPrompt(SQUARE).hasNotRegressed();
    }

    @RetryingTest(3)
    void tries_again() {
        check(new SignPainter().paint());
    }

    @Test
    void paints() {
        check(new SignPainter().paint());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void paints_sizes(int size) {
        check(new SignPainter().paint());
    }

    @Test
    void replays() {
        BufferedImage sign = PictureCassette.record("square", () -> new SignPainter().paint());
        check(sign);
    }

    @Test
    @EnabledIfSystemProperty(named = "extra", matches = "true")
    void is_new() {
        check(new SignPainter().paint());
    }
}
