package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.clipunit.FakeScorer;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.WordContribution;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each message that shows a prompt shows what is hidden in it, in the same way. */
class HiddenCharactersTest {

    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
    /** Shown as it is, it reads "a red cat". */
    private static final String PROMPT = "a red \u202etac";

    private static final String SHOWN = "a red \\u202etac";

    @TempDir
    Path goldens;

    private String messageOf(double cosine, Runnable test) {
        Settings settings = Settings.of(Map.of("clipunit.golden.dir", goldens.toString(), "clipunit.explain", "off"));
        TestIdentity identity =
                new TestIdentity(HiddenCharactersTest.class, Optional.empty(), Optional.empty(), "[test:played]");
        try (TestScope scope =
                TestScope.open(new FakeScorer(Map.of(PROMPT, cosine)), settings, identity, check -> {})) {
            Throwable thrown = catchThrowable(test::run);
            scope.end(thrown == null);
            return thrown == null ? String.valueOf(scope.unfinished()) : String.valueOf(thrown.getMessage());
        }
    }

    private static void assertShown(String message, String text) {
        assertThat(message).contains(text).doesNotContain("\u202e");
    }

    @Test
    void should_be_shown_by_checks_of_scores() {
        assertShown(
                messageOf(0.1, () -> assertThat(IMAGE).matchesPrompt(PROMPT).withClipScoreAbove(0.2)),
                "for prompt:\n  \"" + SHOWN + "\" (5 of 77 tokens)\n");
        assertShown(
                messageOf(0.1, () -> assertThat(IMAGE).matchesPrompt("a dog").ratherThan(PROMPT)),
                "but \"" + SHOWN + "\" is ahead by 0.1000");
        assertShown(
                messageOf(0.1, () -> assertThatImages(List.of(IMAGE))
                        .matchPrompt(PROMPT)
                        .withMeanClipScoreAbove(0.2)),
                "for prompt:\n  \"" + SHOWN + "\" (5 of 77 tokens)\n");
        assertShown(
                messageOf(0.1, () -> {
                    var unused = assertThat(IMAGE).matchesPrompt(PROMPT);
                }),
                "[matchesPrompt(\"" + SHOWN + "\") (");
    }

    @Test
    void should_be_shown_by_goldens() {
        Runnable test = () -> assertThat(IMAGE).matchesPrompt(PROMPT).hasNotRegressedFrom("cat");
        messageOf(0.3, test);
        assertShown(messageOf(0.1, test), "for prompt:\n  \"" + SHOWN + "\"\n");
    }

    @Test
    void should_be_shown_by_explanations() {
        assertThat(new WordContribution("\u202etac", -0.03)).hasToString("\"\\u202etac\" (+0.030 without it)");
        assertThat(new Description(PROMPT, 0.3)).hasToString("\"" + SHOWN + "\" (0.300)");
    }

    @Test
    void should_be_shown_by_refusals() {
        assertShown(
                messageOf(0.1, () -> assertThat(IMAGE).matchesPrompt(PROMPT).ratherThan(PROMPT)),
                "distractor [" + SHOWN
                        + "] must differ from the prompt: no picture matches a prompt better than itself");
        assertThatThrownBy(() -> PromptVariants.of(PROMPT).templates("\u202etac"))
                .hasMessage("template [\\u202etac] must hold {} where the prompt belongs");
        assertThatThrownBy(() -> PromptVariants.of("\u2003"))
                .hasMessage("prompt [\\u2003] must not be blank: it has no variants");
    }

    @Test
    void should_be_shown_by_the_tokenizer() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(Path.of("src/test/resources/tiny-clip/split"))) {
            assertThatThrownBy(() -> scorer.embed("b ".repeat(90) + PROMPT))
                    .hasMessageContaining(SHOWN + "]; use ")
                    .hasMessageNotContaining("\u202e");
            assertThatThrownBy(() -> scorer.embed("b ".repeat(90) + "\u202e\ud83e\udd8a".repeat(90)))
                    .hasMessageContaining("which ignores [b b …]; use ")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(300));
        }
    }
}
