package io.github.clipunit.checks;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.checks.ColourScorer.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the page on thresholds: they pass with a fox, and fail with a wolf. */
class ThresholdsPageTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final BufferedImage FOX = picture(ColourScope.RED);
    private static final BufferedImage WOLF = picture(ColourScope.GREEN);

    @TempDir
    Path folder;

    private static void margin(BufferedImage image) {
        assertThat(image)
                .matchesPrompt("a red fox")
                .ratherThan("a gray wolf", "a dog")
                .byAtLeast(0.03);
    }

    private static void thresholds(BufferedImage image) {
        assertThat(image).matchesPrompt("a red fox").withClipScoreAbove(0.22);
        assertThat(image).doesNotMatchPrompt("a gray wolf").withClipScoreBelow(0.2);
    }

    private static void calibrated(BufferedImage image) {
        assertThat(image).matchesPrompt("a red fox").isAMatchAtFalsePositiveRate(0.01);
        assertThat(image).matchesPrompt("a red fox").withMatchProbabilityAbove(0.9);
    }

    private static void relative(BufferedImage image) {
        assertThat(image).matchesPrompt("a red fox").withPercentileAbove(99);
        assertThat(image).matchesPrompt("a red fox").withProbabilityAbove(0.9).among("a gray wolf", "a dog");
    }

    private void run(ThrowingCallable lines) throws Throwable {
        new ColourScope(folder).run(ColourScope.COLOURS.with(ColourScope.GREEN, "a gray wolf"), lines);
    }

    @Test
    void should_pass_with_a_fox_and_fail_with_a_wolf() throws Throwable {
        run(() -> {
            margin(FOX);
            thresholds(FOX);
            calibrated(FOX);
            relative(FOX);
        });
        List<ThrowingCallable> wolves =
                List.of(() -> margin(WOLF), () -> thresholds(WOLF), () -> calibrated(WOLF), () -> relative(WOLF));
        assertThat(wolves)
                .allSatisfy(lines -> assertThatThrownBy(() -> run(lines)).isInstanceOf(AssertionError.class));
    }

    @Test
    void should_show_only_lines_that_run() throws IOException {
        String source =
                squeezed(Files.readString(Path.of("src/test/java/io/github/clipunit/checks/ThresholdsPageTest.java")));
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("docs/thresholds.md")))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
        assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(source).contains(snippet));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".").replaceAll("\\s+", " ").strip();
    }
}
