package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was SignTest, whose methods were renamed, too. */
@ClipTest(model = "pictogram")
class BoardTest {

    private static final String SQUARE = "a blue square on a white background";

    private static void check(BufferedImage sign) {
        assertThat(sign).matchesPrompt(SQUARE).hasNotRegressed();
    }

    @Test
    void shows() {
        check(new SignPainter().paint());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shows_sizes(int size) {
        check(new SignPainter().paint());
    }

    private static BufferedImage generate() {
        throw new AssertionError("the generator costs money");
    }

    @Test
    void replays() {
        BufferedImage sign = PictureCassette.record("square", () -> generate());
        check(sign);
    }
}
