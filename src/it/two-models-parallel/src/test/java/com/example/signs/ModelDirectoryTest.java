package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.junit.ClipTest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model is the directory that the setting names. */
@ClipTest
class ModelDirectoryTest {

    private static final String DIRECTORY = System.getProperty("clipunit.model");

    @ParameterizedTest
    @ValueSource(strings = {"red-circle.png", "blue-square.png"})
    void scores_with_the_model_of_the_setting(String file, ClipScorer clip) {
        assertEquals(DIRECTORY, clip.model().id());
        assertThat(Signs.read(file)).embedding().hasDimension(32);
    }

    @Nested
    class Inside {

        @Test
        void keeps_the_model_while_another_is_at_work(ClipScorer clip) throws Exception {
            Meeting.await();
            assertEquals(DIRECTORY, clip.model().id());
            assertThat(Signs.read("red-circle.png")).embedding().hasDimension(32);
        }

        @RepeatedTest(3)
        void finds_a_picture_similar_to_itself() {
            assertThat(Signs.read("blue-square.png"))
                    .isSimilarTo(Signs.read("blue-square.png"))
                    .withCosineAbove(0.999);
        }
    }

    @Test
    @ClipTest(model = "pictogram")
    void prefers_the_model_of_the_method(ClipScorer clip) {
        assertEquals("pictogram", clip.model().id());
        assertThat(Signs.read("red-circle.png"))
                .matchesPrompt("a red circle on a white background")
                .withClipScoreAbove(0.28);
    }

    @Test
    @ClipTest(model = "pictogram")
    void must_name_the_scorer_on_a_thread_of_its_own(ClipScorer clip) {
        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> assertThat(Signs.read("red-circle.png"))
                                .matchesPrompt("a red circle on a white background")
                                .withClipScoreAbove(0.28))
                        .join())
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "there is no current CLIP scorer, because this code belongs to no test: put @ClipTest on the"
                                + " test class or method; on a thread that a test starts, pass the test method's"
                                + " ClipScorer parameter to assertThat(image).scoredBy(scorer)");
        CompletableFuture.runAsync(() -> assertThat(Signs.read("red-circle.png"))
                        .scoredBy(clip)
                        .matchesPrompt("a red circle on a white background")
                        .withClipScoreAbove(0.28))
                .join();
    }
}
