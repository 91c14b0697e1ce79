package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class FrameTest {

    @Test
    void stays_black() {
        assertThat(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB))
                .matchesPrompt("a black background")
                .hasNotRegressed();
    }
}
