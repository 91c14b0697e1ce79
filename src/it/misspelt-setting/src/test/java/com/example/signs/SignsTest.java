package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

@ClipTest
class SignsTest {

    @Test
    void never_gets_as_far_as_a_score() {
        assertThat(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB))
                .matchesPrompt("a black square")
                .withClipScoreAbove(0.28);
    }
}
