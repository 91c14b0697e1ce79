package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import io.github.clipunit.junit.PromptVariantSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ClipTest
class SignsTest {

    private static final String CIRCLE = "a red circle on a white background";

    private static ClipScorer shared;

    private ClipImage circle;

    @BeforeAll
    static void remember(ClipScorer clip) {
        shared = clip;
    }

    @BeforeEach
    void read() {
        circle = ClipImage.of(Path.of("src/test/resources/signs/red-circle.png"));
    }

    @Test
    void runs_on_the_junit_that_the_build_pins() {
        String version = System.getProperty("junit.version");
        assertEquals(Optional.of(version), new JupiterTestEngine().getVersion());
    }

    @Test
    void scores() {
        assertThat(circle).matchesPrompt(CIRCLE).withClipScoreAbove(0.28);
    }

    @Test
    void prefers() {
        assertThat(circle)
                .matchesPrompt(CIRCLE)
                .ratherThan("an icon of a pizza")
                .byAtLeast(0.05);
    }

    @Test
    void does_not_match() {
        assertThat(circle).doesNotMatchPrompt("an icon of a pizza").withClipScoreBelow(0.3);
    }

    @Test
    void gives_a_probability() {
        assertThat(circle).matchesPrompt(CIRCLE).withProbabilityAbove(0.5).among("an icon of a pizza");
    }

    @Test
    void resembles_itself() {
        assertThat(circle).isSimilarTo(circle).withCosineAbove(0.999);
    }

    @Test
    void has_no_flaws() {
        assertThat(circle).isNotBlank();
    }

    @Test
    void scores_several() {
        assertThatImages(List.of(circle, circle)).matchPrompt(CIRCLE).withMeanClipScoreAbove(0.28);
    }

    @Test
    void explains_a_failure_and_attaches_its_picture() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> assertThat(circle).matchesPrompt("an icon of a pizza").withClipScoreAbove(0.9));
        assertTrue(failure.getMessage().contains("closest descriptions"), failure.getMessage());
    }

    @Test
    void has_not_regressed() {
        assertThat(circle).matchesPrompt(CIRCLE).hasNotRegressed();
    }

    @Test
    void has_not_regressed_from_a_name() {
        assertThat(circle).matchesPrompt(CIRCLE).hasNotRegressedFrom("circle");
    }

    @Test
    void plays_a_cassette() throws IOException {
        byte[] played = PictureCassette.record(
                "circle", () -> Files.readAllBytes(Path.of("src/test/resources/signs/red-circle.png")));
        assertEquals(circle, ClipImage.of(played));
    }

    @Test
    void injects_the_scorer(ClipScorer clip) {
        assertEquals(shared.model(), clip.model());
    }

    @Test
    @ClipTest(model = "pictogram")
    void takes_the_model_of_the_method(ClipScorer clip) {
        assertEquals("pictogram", clip.model().id());
    }

    @RepeatedTest(2)
    void repeats() {
        assertThat(circle).matchesPrompt(CIRCLE).hasNotRegressed();
    }

    @ParameterizedTest
    @ValueSource(strings = {CIRCLE, "a circle"})
    void takes_arguments(String prompt) {
        assertThat(circle).matchesPrompt(prompt).hasNotRegressed();
    }

    @ParameterizedTest
    @PromptVariantSource(value = CIRCLE, own = "a round red sign")
    void takes_variants(String variant, String prompt) {
        assertThat(circle).matchesPrompt(variant).withClipScoreAbove(0.1);
        assertEquals(CIRCLE, prompt);
    }

    @TestFactory
    Stream<DynamicTest> makes_tests() {
        return Stream.of(CIRCLE, "a circle")
                .map(prompt -> dynamicTest(
                        prompt, () -> assertThat(circle).matchesPrompt(prompt).withClipScoreAbove(0.2)));
    }

    @Nested
    class Inside {

        @Test
        void shares_the_scorer(ClipScorer clip) {
            assertEquals(shared.model(), clip.model());
        }

        @Test
        void has_not_regressed() {
            assertThat(circle).matchesPrompt(CIRCLE).hasNotRegressed();
        }
    }
}
