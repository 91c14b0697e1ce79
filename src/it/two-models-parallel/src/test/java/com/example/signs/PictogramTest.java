package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.junit.ClipTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ClipTest(model = "pictogram")
class PictogramTest {

    @ParameterizedTest
    @CsvSource({
        "red-circle.png, a red circle on a white background, a blue circle on a white background",
        "blue-square.png, a blue square on a white background, a red square on a white background",
        "yellow-star-on-black.png, a yellow star on a black background, a blue star on a black background",
    })
    void scores_with_the_annotated_model(String file, String prompt, String nearMiss, ClipScorer clip) {
        assertEquals("pictogram", clip.model().id());
        assertThat(Signs.read(file)).matchesPrompt(prompt).ratherThan(nearMiss).byAtLeast(0.05);
    }

    @Nested
    class Inside {

        @Test
        void keeps_the_model_while_another_is_at_work(ClipScorer clip) throws Exception {
            Meeting.await();
            assertEquals("pictogram", clip.model().id());
            assertThat(Signs.read("red-circle.png")).embedding().isEqualTo(clip.embed(Signs.read("red-circle.png")));
            assertThat(Signs.read("red-circle.png"))
                    .matchesPrompt("a red circle on a white background")
                    .withClipScoreAbove(0.28);
        }
    }
}
