package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ClipTest(model = "pictogram")
class SignPainterTest {

    private static final String BLUE = "a blue square on a white background";
    private static final String RED = "a red square on a white background";

    private static ClipScorer shared;

    @Inject
    SignPainter painter;

    private BufferedImage sign;

    @BeforeAll
    static void remember(ClipScorer clip) {
        shared = clip;
    }

    @BeforeEach
    void paint() {
        sign = painter.paint(BLUE);
    }

    @Test
    void scores() {
        assertThat(sign).matchesPrompt(BLUE).withClipScoreAbove(0.28);
        assertThat(sign).matchesPrompt(BLUE).ratherThan(RED).byAtLeast(0.05);
        assertThat(sign).doesNotMatchPrompt("an icon of a frog").withClipScoreBelow(0.2);
        assertThat(sign).isSimilarTo(painter.paint(BLUE)).withCosineAbove(0.999);
        assertThatImages(List.of(sign, sign)).matchPrompt(BLUE).withMeanClipScoreAbove(0.28);
    }

    @Test
    void explains_a_failure() {
        assertThatThrownBy(() ->
                        assertThat(sign).matchesPrompt("an icon of a pizza").withClipScoreAbove(0.9))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("pictogram", "to be above: 0.9000", "closest descriptions");
    }

    @Test
    void has_not_regressed() {
        assertThat(sign).matchesPrompt(BLUE).hasNotRegressed();
        assertThat(sign).matchesPrompt(BLUE).hasNotRegressedFrom("square");
    }

    @Test
    void plays_a_cassette() {
        byte[] played = PictureCassette.record("square", () -> painter.paintPng(BLUE));
        assertThat(ClipImage.of(played)).isEqualTo(ClipImage.of(sign));
    }

    @Test
    void injects_the_scorer(ClipScorer clip) {
        assertThat(clip.score(ClipImage.of(sign), BLUE).cosine()).isGreaterThan(0.28);
        assertThat(clip).isSameAs(shared);
    }

    @ParameterizedTest
    @ValueSource(strings = {BLUE, RED})
    void takes_arguments(String prompt) {
        assertThat(painter.paint(prompt)).matchesPrompt(prompt).hasNotRegressed();
    }

    @TestFactory
    Stream<DynamicTest> makes_tests() {
        return Stream.of(BLUE, RED)
                .map(prompt -> dynamicTest(prompt, () -> assertThat(painter.paint(prompt))
                        .matchesPrompt(prompt)
                        .withClipScoreAbove(0.28)));
    }

    @Nested
    class Inside {

        @Test
        void has_not_regressed(ClipScorer clip) {
            assertThat(sign).scoredBy(clip).matchesPrompt(BLUE).hasNotRegressed();
        }
    }
}
