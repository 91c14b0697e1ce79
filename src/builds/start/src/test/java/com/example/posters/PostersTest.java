package com.example.posters;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class PostersTest {

    private final Posters posters = new Posters();

    @Test
    void paintsARedCircle() {
        BufferedImage poster = posters.paint();
        assertThat(poster)
                .matchesPrompt("a red circle on a white background")
                .ratherThan("a blue circle on a white background", "a red square on a white background")
                .byAtLeast(0.05);
        assertThat(poster).matchesPrompt("a red circle on a white background").withClipScoreAbove(0.28);
    }
}
