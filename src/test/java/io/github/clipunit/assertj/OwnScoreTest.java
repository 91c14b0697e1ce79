package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scorer whose score is not the cosine of its embeddings gives every check the same number. */
class OwnScoreTest {

    private static final CircleScorer CIRCLE = new CircleScorer(Map.of("a fox", 80, "a wolf", 85, "a cat", 90));
    private static final ClipImage FOX = CircleScorer.picture(0);
    /** The cosine of 80 degrees, and what the scorer adds to it. */
    private static final double SCORE = Math.cos(Math.toRadians(80)) + 0.1;

    private static final double WOLF = Math.cos(Math.toRadians(85)) + 0.1;

    @TempDir
    Path goldens;

    private final List<Check> checks = new ArrayList<>();
    private TestScope scope;

    /** Adds a tenth to each cosine. */
    private record Raised(ClipModel model) implements ClipScorer {

        @Override
        public ClipScore score(ClipImage image, String prompt) {
            return ClipScore.of(CIRCLE.score(image, prompt).cosine() + 0.1);
        }

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return CIRCLE.embedImages(images);
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return CIRCLE.embedPrompts(prompts);
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void open() {
        open(new Raised(ClipModel.of("raised-1")));
    }

    private void open(ClipScorer scorer) {
        Settings settings = Settings.of(Map.of("clipunit.golden.dir", goldens.toString()));
        TestIdentity identity =
                new TestIdentity(OwnScoreTest.class, Optional.empty(), Optional.empty(), "[test:played]");
        scope = TestScope.open(scorer, settings, identity, checks::add);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static PromptMatchAssert fox() {
        return assertThat(FOX).matchesPrompt("a fox");
    }

    @Test
    void should_be_what_each_check_of_a_match_sees() {
        fox().withClipScoreAbove(SCORE - 1e-6);
        fox().withClipScoreBetween(SCORE - 1e-6, SCORE + 1e-6);
        fox().ratherThan("a wolf", "a cat");
        fox().withProbabilityAbove(0.5).among("a wolf");
        fox().withPercentileAbove(50);
        fox().withRefClipScoreAbove(0.01, "a wolf");
        assertThatImages(List.of(FOX, FOX)).matchPrompt("a fox").withMeanClipScoreAbove(SCORE - 1e-6);
        assertThatImages(List.of(FOX, FOX)).matchPrompt("a fox").withMinimumClipScoreAbove(SCORE - 1e-6);
        assertThat(checks).hasSize(8).allSatisfy(check -> assertThat(check.score())
                .isCloseTo(SCORE, offset(1e-6)));
        assertThatThrownBy(() -> fox().withClipScoreAbove(SCORE + 1e-6)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() ->
                        assertThatImages(List.of(FOX, FOX)).matchPrompt("a fox").withMeanClipScoreAbove(SCORE + 1e-6))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void should_be_what_goldens_record_and_compare() throws Exception {
        fox().hasNotRegressedFrom("one");
        fox().hasNotRegressedFrom("one");
        assertThatImages(List.of(FOX, FOX)).matchPrompt("a fox").haveNotRegressedFrom("several");
        assertThatImages(Map.of("a fox", List.of(FOX, FOX))).matchTheirPrompts().haveNotRegressedFrom("suite");
        assertThat(checks).hasSize(4).allSatisfy(check -> assertThat(check.score())
                .isCloseTo(SCORE, offset(1e-6)));
        scope.end(true);
        String digits = String.format(Locale.ROOT, "%.6f", SCORE);
        try (var files = Files.walk(goldens)) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.readString(file)).contains("\"score\": " + digits));
        }
    }

    @Test
    void should_be_what_pairs_variants_and_explanations_are_made_of() {
        String foxAndWolf = "0.2736";
        assertThatThrownBy(() -> fox().ratherThan("a wolf").byAtLeast(0.5)).hasMessageContaining(foxAndWolf);
        assertThatImages(Map.of("a fox", List.of(FOX), "fox", List.of(FOX)))
                .matchOriginalPrompt("a fox")
                .withinSpread(0);
        assertThat(figure("mean of \"fox\"")).isCloseTo(SCORE, offset(1e-6));
        assertThat(FOX)
                .hasAttribute(new PromptPair("foxness", "a fox", "a wolf"))
                .above(0.5);
        double share = 1 / (1 + Math.exp(100 * (WOLF - SCORE)));
        assertThat(checks.get(checks.size() - 1).measurement().found()).isCloseTo(share, offset(1e-4));
        // the circle scorer gives captions that it does not know a cosine of -1
        assertThatThrownBy(() -> fox().withClipScoreAbove(0.5)).hasMessageContaining("(-0.900)");
    }

    /** A further number of the last check. */
    private double figure(String name) {
        return checks.get(checks.size() - 1).figures().stream()
                .filter(figure -> figure.fullName().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void should_be_refused_by_goldens_if_the_model_has_no_name() {
        scope.close();
        open(new Raised(ClipModel.unnamed()));
        assertThatThrownBy(() -> fox().hasNotRegressedFrom("one"))
                .isInstanceOf(GoldenException.class)
                .hasMessage(
                        "a golden needs the name of the model that computed its scores, but this scorer does not name its"
                                + " model: override model() with ClipModel.of(\"my-scorer-2\"), and change that id whenever the"
                                + " scores change");
        assertThat(goldens).isEmptyDirectory();
    }

    @Test
    void should_be_told_apart_by_the_name_of_the_model() {
        fox().hasNotRegressedFrom("one");
        scope.end(true);
        scope.close();
        open(new Raised(ClipModel.of("raised-2")));
        assertThatThrownBy(() -> fox().hasNotRegressedFrom("one"))
                .isInstanceOf(GoldenMismatchException.class)
                .hasMessageContaining("\n  recorded: raised-1\n  actual:   raised-2\n");
    }

    @Test
    void should_come_from_a_lambda_as_well() {
        scope.close();
        open(ClipScorer.of("lambda-1", (image, prompt) -> prompt.equals("a fox") ? 0.31 : 0.12));
        fox().withClipScoreBetween(0.31, 0.31);
        fox().ratherThan("a wolf");
        fox().hasNotRegressedFrom("one");
        fox().hasNotRegressedFrom("one");
        assertThat(FOX).resemblesGolden("picture").withCosineAbove(0.999);
        assertThat(FOX).resemblesGolden("picture").withCosineAbove(0.999);
        assertThatThrownBy(() -> assertThat(CircleScorer.picture(1))
                        .resemblesGolden("picture")
                        .withCosineAbove(0.999))
                .isInstanceOf(AssertionError.class);
        assertThat(checks).extracting(Check::passed).containsExactly(true, true, true, true, true, true, false);
        assertThatThrownBy(() -> ClipScorer.of(" ", (image, prompt) -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model id [ ] must not be blank: nothing else identifies the model");
    }
}
