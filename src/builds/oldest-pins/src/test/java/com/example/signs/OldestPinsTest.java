package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ClipTest(model = "pictogram")
class OldestPinsTest {

    private static final String CIRCLE = "a red circle on a white background";
    private static final Path FILE = Path.of("src/test/resources/signs/red-circle.png");

    private final ClipImage circle = ClipImage.of(FILE);

    /** Gson has this class from 2.11 on. */
    @Test
    void runs_with_an_old_gson() {
        assertThat(Gson.class.getResource("Strictness.class")).isNull();
    }

    @Test
    void scores(ClipScorer clip) {
        assertThat(circle).matchesPrompt(CIRCLE).withClipScoreAbove(0.28);
        assertThat(clip.score(circle, CIRCLE).cosine()).isGreaterThan(0.28);
    }

    @Test
    void collects_failures() {
        SoftAssertions softly = new SoftAssertions();
        softly.check(
                () -> assertThat(circle).matchesPrompt("an icon of a pizza").withClipScoreAbove(0.9));
        assertThatThrownBy(softly::assertAll)
                .hasMessageContainingAll("pictogram", "to be above: 0.9000", "closest descriptions");
    }

    @Test
    void has_not_regressed() {
        assertThat(circle).matchesPrompt(CIRCLE).hasNotRegressed();
        assertThat(circle).matchesPrompt(CIRCLE).hasNotRegressedFrom("circle");
    }

    @ParameterizedTest
    @ValueSource(strings = {CIRCLE, "a circle"})
    void takes_arguments(String prompt) {
        assertThat(circle).matchesPrompt(prompt).hasNotRegressed();
    }

    @Test
    void plays_a_cassette() {
        assertThat(ClipImage.of(PictureCassette.record("circle", OldestPinsTest::read)))
                .isEqualTo(circle);
    }

    private static byte[] read() {
        try {
            return Files.readAllBytes(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
