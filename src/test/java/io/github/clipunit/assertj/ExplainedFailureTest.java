package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainedFailureTest {

    private static final ClipImage BLANK = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
    private static final ClipScorer FOX = new FakeScorer(Map.of(
            "a red fox in the snow", 0.21,
            "a fox in the snow", 0.19,
            "a red in the snow", 0.12,
            "a in the snow", 0.11,
            "a red fox in the", 0.24,
            "a gray wolf", 0.25,
            "a cat or a dog", 0.3,
            "a room with some furniture", 0.27,
            "a pattern or a colour", 0.29));
    private static final String WHY = """

            most likely missing: "snow" (+0.030 without it)
            most likely shown: "red fox" (-0.100 without it), "fox" (-0.090 without it)
            closest descriptions (of 21 compared, out of 454): "a cat or a dog" (0.300), "a pattern or a colour" (0.290), "a room with some furniture" (0.270)
            hint: the picture is blank: every pixel is #000000""";

    private final List<Check> checks = new ArrayList<>();
    private TestScope scope;

    @BeforeEach
    void openScope() {
        scope = TestScope.open(
                FOX,
                Settings.of(Map.of()),
                new TestIdentity(ExplainedFailureTest.class, Optional.empty(), Optional.empty(), "test"),
                checks::add);
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    private static PromptMatchAssert fox(ClipScorer scorer) {
        return assertThat(BLANK).scoredBy(scorer).matchesPrompt("a red fox in the snow");
    }

    @Test
    void should_say_why_a_score_may_be_too_low() {
        assertThatThrownBy(() -> fox(FOX).withClipScoreAbove(0.28))
                .hasMessage("""

                        Expecting CLIP score of:
                          4 x 3 pixels, sha256 %s
                        for prompt:
                          "a red fox in the snow" (8 of 77 tokens)
                        by model:
                          fake
                        to be above: 0.2800
                        but was:     0.2100 (0.0700 too low)""".formatted(BLANK.sha256().substring(0, 8)) + WHY);
    }

    @Test
    void should_explain_every_check_that_a_prompt_must_pass() {
        assertThatThrownBy(() -> fox(FOX).withClipScoreAtLeast(0.28)).hasMessageEndingWith("too low)" + WHY);
        assertThatThrownBy(() -> fox(FOX).withPercentScoreAbove(28)).hasMessageEndingWith("too low)" + WHY);
        assertThatThrownBy(() -> fox(FOX).withClipScoreBetween(0.28, 0.5)).hasMessageEndingWith("too low)" + WHY);
        assertThatThrownBy(() -> fox(FOX).ratherThan("a gray wolf"))
                .hasMessageEndingWith("\"a gray wolf\" is ahead by 0.0400" + WHY);
        assertThatThrownBy(() -> fox(FOX).ratherThan("a pizza").byAtLeast(0.5))
                .hasMessageEndingWith("too little)" + WHY);
        assertThatThrownBy(() -> fox(FOX).withProbabilityAbove(0.5).among("a gray wolf"))
                .hasMessageEndingWith("too low)" + WHY);
    }

    @Test
    void should_not_explain_what_must_not_be_there() {
        assertThatThrownBy(() -> assertThat(BLANK)
                        .scoredBy(FOX)
                        .doesNotMatchPrompt("a cat or a dog")
                        .withClipScoreBelow(0.2))
                .hasMessageEndingWith("0.3000 (0.1000 too high)");
    }

    @Test
    void should_tell_the_running_test_of_it() {
        assertThatThrownBy(() -> fox(FOX).withClipScoreAbove(0.28)).isInstanceOf(AssertionError.class);
        Check check = checks.get(0);
        assertThat(check.explanation().words().all()).isNotEmpty();
        assertThat(check.explanation().closest().descriptions().get(0).text()).isEqualTo("a cat or a dog");
        assertThat(check.explanation().hints()).isNotEmpty();
        assertThat(check.message()).endsWith(WHY);
    }

    @Test
    void should_cost_nothing_where_the_check_holds() {
        ClipScorer onlyScores = new ClipScorer() {
            @Override
            public List<Embedding> embedImages(List<ClipImage> images) {
                throw new AssertionError("embedded a picture");
            }

            @Override
            public List<Embedding> embedPrompts(List<String> prompts) {
                throw new AssertionError("embedded a prompt");
            }

            @Override
            public ClipScore score(ClipImage image, String prompt) {
                return new ClipScore(0.3);
            }

            @Override
            public void close() {}
        };
        fox(onlyScores).withClipScoreAbove(0.28);
        assertThat(checks.get(0).explanation()).isEqualTo(Explanation.NONE);
    }

    @Test
    void should_fail_with_the_score_if_explaining_fails() {
        ClipScorer onlyScores = new ClipScorer() {
            @Override
            public List<Embedding> embedImages(List<ClipImage> images) {
                throw new AssertionError("embedded a picture");
            }

            @Override
            public List<Embedding> embedPrompts(List<String> prompts) {
                throw new AssertionError("embedded a prompt");
            }

            @Override
            public ClipScore score(ClipImage image, String prompt) {
                if (!prompt.equals("a red fox in the snow")) {
                    throw new IllegalStateException("no memory for prompts");
                }
                return new ClipScore(0.21);
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> fox(onlyScores).withClipScoreAbove(0.28))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("""
                        but was:     0.2100 (0.0700 too low)
                        hint: the picture is blank: every pixel is #000000
                        not explained: no memory for prompts""");
    }
}
