package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImage;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.prompt.PromptPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What a test is told that prepares a check and never asks for it. */
class NeverCheckedTest {

    private static final ClipImage FOX = CircleScorer.picture(0);

    /** The failure messages by test, with {@code #} for line numbers; empty for tests that passed. */
    private static Map<String, String> messages(Class<?> type) {
        Map<String, String> messages = new TreeMap<>();
        for (Event event : EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(selectClass(type))
                .execute()
                .testEvents()
                .finished()
                .list()) {
            Optional<Throwable> thrown =
                    event.getRequiredPayload(TestExecutionResult.class).getThrowable();
            messages.put(
                    event.getTestDescriptor().getDisplayName().replace("()", ""),
                    thrown.map(Throwable::getMessage).orElse(""));
        }
        return messages;
    }

    private static String never(String step, int line, String lacking) {
        return "never checked: " + step + " (NeverCheckedTest.java:" + line + "): add " + lacking;
    }

    private static int line(String code) {
        try {
            return Files.readAllLines(Path.of("src/test/java/io/github/clipunit/junit/NeverCheckedTest.java")).stream()
                            .map(String::strip)
                            .toList()
                            .indexOf(code)
                    + 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String LAST = "\nA step that only prepares proves nothing.";
    private static final String MATCHES =
            ".withClipScoreAbove(0.28), .ratherThan(\"another prompt\") or .hasNotRegressed()";

    @Test
    void should_name_the_line_and_the_missing_check_of_the_very_step() {
        assertThat(messages(Prepares.class))
                .containsEntry(
                        "matches",
                        never(
                                        "matchesPrompt(\"a fox\")",
                                        line("var match = assertThat(FOX).matchesPrompt(\"a fox\");"),
                                        MATCHES)
                                + LAST)
                .containsEntry(
                        "mismatches",
                        never(
                                        "doesNotMatchPrompt(\"a fox\")",
                                        line("var mismatch = assertThat(FOX).doesNotMatchPrompt(\"a fox\");"),
                                        ".withClipScoreBelow(0.2)")
                                + LAST)
                .containsEntry(
                        "probability",
                        never(
                                        "matchesPrompt(\"a fox\").withProbabilityAbove(0.9)",
                                        line(
                                                "var probable = assertThat(FOX).matchesPrompt(\"a fox\").withProbabilityAbove(0.9);"),
                                        ".among(\"another label\")")
                                + LAST)
                .containsEntry(
                        "two",
                        never(
                                        "hasAttribute(sharpness)",
                                        line("var sharpness = assertThat(FOX).hasAttribute(PromptPair.SHARPNESS);"),
                                        ".above(0.6) or .below(0.4)")
                                + "\n"
                                + never(
                                        "matchPrompt(\"a fox\")",
                                        line("var set = assertThatImages(List.of(FOX)).matchPrompt(\"a fox\");"),
                                        ".withMeanClipScoreAbove(0.28) or .haveNotRegressed()")
                                + LAST);
    }

    @SuppressWarnings({"CheckReturnValue", "UnusedVariable"}) // that is the mistake
    static class Prepares {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(new CircleScorer(Map.of("a fox", 0)));

        @Test
        void matches() {
            var match = assertThat(FOX).matchesPrompt("a fox");
        }

        @Test
        void mismatches() {
            var mismatch = assertThat(FOX).doesNotMatchPrompt("a fox");
        }

        @Test
        void probability() {
            var probable = assertThat(FOX).matchesPrompt("a fox").withProbabilityAbove(0.9);
        }

        @Test
        void two() {
            var sharpness = assertThat(FOX).hasAttribute(PromptPair.SHARPNESS);
            var set = assertThatImages(List.of(FOX)).matchPrompt("a fox");
        }
    }

    @Test
    void should_find_a_picture_and_a_generator_that_nothing_is_asked_of() {
        String first = ".matchesPrompt(\"a red fox\").withClipScoreAbove(0.28)";
        assertThat(messages(Alone.class))
                .containsEntry("image", never("assertThat(image)", line("assertThat(FOX);"), first) + LAST)
                .containsEntry(
                        "described",
                        never("assertThatImage(image)", line("assertThatImage(FOX).as(\"hero\");"), first) + LAST)
                .containsEntry(
                        "generator",
                        never(
                                        "assertThatGenerator(generator)",
                                        line("assertThatGenerator(() -> FOX);"),
                                        ".isReproducible(3)")
                                + LAST)
                .containsEntry(
                        "images",
                        never(
                                        "assertThatImages(images)",
                                        line("assertThatImages(List.of(FOX));"),
                                        ".matchPrompt(\"a red fox\").withMeanClipScoreAbove(0.28)")
                                + LAST);
    }

    @SuppressWarnings("CheckReturnValue") // that is the mistake
    static class Alone {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(new CircleScorer(Map.of("a fox", 0)));

        @Test
        void image() {
            assertThat(FOX);
        }

        @Test
        void described() {
            assertThatImage(FOX).as("hero");
        }

        @Test
        void generator() {
            assertThatGenerator(() -> FOX);
        }

        @Test
        void images() {
            assertThatImages(List.of(FOX));
        }
    }

    @Test
    void should_be_content_with_any_assertion() {
        assertThat(messages(Complete.class).values()).hasSize(6).containsOnly("");
    }

    static class Complete {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(new CircleScorer(Map.of("a fox", 0, "a dog", 90)));

        @Test
        void score() {
            assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.9);
        }

        @Test
        void pixels() {
            assertThat(ClipImage.of(Path.of("src/test/resources/pictures/fox.png")))
                    .isNotBlank();
        }

        @Test
        void inherited() {
            assertThat(FOX).isNotNull();
            assertThat(FOX).isEqualTo(CircleScorer.picture(0));
            assertThat(FOX).satisfies(image -> assertThat(image.width()).isEqualTo(1));
        }

        @Test
        void probability() {
            assertThat(FOX).matchesPrompt("a fox").withProbabilityAbove(0.9).among("a dog");
        }

        @Test
        void generator() {
            assertThatGenerator(() -> FOX).isReproducible(2);
        }

        @Test
        void kept() {
            var image = assertThat(FOX);
            image.matchesPrompt("a fox").withClipScoreAbove(0.9);
            image.matchesPrompt("a fox").ratherThan("a dog");
        }
    }
}
