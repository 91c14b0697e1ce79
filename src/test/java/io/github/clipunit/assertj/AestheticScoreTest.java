package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.head.AestheticHead;
import io.github.clipunit.head.TestHeads;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AestheticScoreTest {

    private static final ClipScorer CIRCLE = new CircleScorer(Map.of());
    private static final List<ClipImage> SET =
            List.of(CircleScorer.picture(0), CircleScorer.picture(90), CircleScorer.picture(60));

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void makeHead() {
        file = TestHeads.write(folder.resolve("ours.safetensors"), 8, 0);
    }

    private AestheticHead head() {
        return AestheticHead.of(file, "circle");
    }

    /** The checks of a test that has these settings. */
    private List<Check> play(Runnable test, Map<String, String> settings) {
        TestIdentity identity =
                new TestIdentity(AestheticScoreTest.class, Optional.empty(), Optional.empty(), "[test:aesthetic]");
        List<Check> checks = new ArrayList<>();
        try (TestScope scope = TestScope.open(CIRCLE, Settings.of(settings), identity, checks::add)) {
            test.run();
            assertThat(scope.unfinished()).isEmpty();
        }
        return checks;
    }

    @Test
    void should_say_which_picture_model_and_head_and_by_how_much_it_failed() {
        ClipImage picture = CircleScorer.picture(60);

        assertThatThrownBy(() -> assertThat(picture).scoredBy(CIRCLE).hasAestheticScoreAbove(5, head()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("\nExpecting aesthetic score of:\n  " + picture
                        + "\nby model:\n  circle\nand head:\n  " + head() + "\nto be above: 5.0000\n"
                        + "but was:     4.0000 (1.0000 too low)");
    }

    @Test
    void should_list_the_pictures_of_a_set_that_people_would_like_least() {
        assertThatThrownBy(() -> assertThatImages(SET).scoredBy(CIRCLE).hasMeanAestheticScoreAbove(5, head()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("\nExpecting mean aesthetic score of 3 pictures:\n  0.0000  " + SET.get(1) + "\n  4.0000  "
                        + SET.get(2) + "\n  8.0000  " + SET.get(0) + "\nby model:\n  circle\nand head:\n  " + head()
                        + "\nto be above: 5.0000\nbut was:     4.0000 (1.0000 too low)\n"
                        + "with standard deviation 4.0000 and 95 % confidence interval [-5.9366, 13.9366]");
    }

    @Test
    void should_tell_the_report_of_score_bound_head_and_model() {
        List<Check> checks = play(
                () -> {
                    assertThat(SET.get(2)).hasAestheticScoreAbove(3.5);
                    assertThatImages(SET).hasMeanAestheticScoreAbove(3.5);
                },
                Map.of("clipunit.aesthetic.head", file.toString(), "clipunit.aesthetic.head.model", "circle"));

        assertThat(checks).hasSize(2).allSatisfy(check -> {
            assertThat(check.passed()).isTrue();
            assertThat(String.valueOf(check.model())).isEqualTo("circle");
            assertThat(check.facts()).containsExactly(new NamedText("aesthetic head", head().toString()));
            assertThat(check.score()).isNull();
        });
        assertThat(checks.get(0).name()).isEqualTo("aesthetic score above");
        assertThat(checks.get(0).measurement().foundText()).isEqualTo("4.0000");
        assertThat(checks.get(0).measurement().demand()).isEqualTo("> 3.5000");
        assertThat(checks.get(1).name()).isEqualTo("mean aesthetic score above");
        assertThat(checks.get(1).figures()).extracting("name").containsExactly("mean", "lowest");
        assertThat(checks.get(1).images()).isEqualTo(SET);
    }

    @Test
    void should_refuse_the_head_of_another_model_before_it_embeds_anything() {
        ClipScorer closed = new ClipScorer() {
            @Override
            public List<io.github.clipunit.Embedding> embedImages(List<ClipImage> images) {
                throw new AssertionError("nothing must be embedded");
            }

            @Override
            public List<io.github.clipunit.Embedding> embedPrompts(List<String> prompts) {
                throw new AssertionError("nothing must be embedded");
            }

            @Override
            public void close() {}
        };
        for (Runnable check : List.<Runnable>of(
                () -> assertThat(SET.get(0)).scoredBy(closed).hasAestheticScoreAbove(5, head()),
                () -> assertThatImages(SET).scoredBy(closed).hasMeanAestheticScoreAbove(5, head()))) {
            assertThatThrownBy(check::run)
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageStartingWith(
                            "aesthetic head " + head()
                                    + " belongs to model [circle], and its numbers mean nothing for the embeddings of [unnamed]: ");
        }
    }

    @Test
    void should_refuse_a_threshold_that_is_no_number() {
        assertThatThrownBy(() -> assertThat(SET.get(0)).scoredBy(CIRCLE).hasAestheticScoreAbove(Double.NaN, head()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("aesthetic score threshold [NaN] must be in [");
    }

    /** The whole way: a test with the model in the jar, and a head on its 194 dimensions. */
    @Test
    @ClipTest(model = "pictogram")
    void should_score_with_the_model_in_the_jar_and_an_own_head(ClipScorer clip) {
        Path picture = Path.of("src/test/resources/pictures/cat.png");
        float[] weights = clip.embed(ClipImage.of(picture)).toArray();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 10;
        }
        AestheticHead likesThisPicture = AestheticHead.of(
                TestHeads.write(folder.resolve("cats.safetensors"), weights),
                clip.model().digest());

        ClipAssertions.assertThatImage(picture).hasAestheticScoreAbove(9.99, likesThisPicture);
        assertThatThrownBy(() -> ClipAssertions.assertThatImage(Path.of("src/test/resources/pictures/fox.png"))
                        .hasAestheticScoreAbove(9.99, likesThisPicture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("by model:\n  pictogram\nand head:\n  cats.safetensors (linear, sha256 ");
        assertThatThrownBy(() -> ClipAssertions.assertThatImage(picture).hasAestheticScoreAbove(5))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageStartingWith("no aesthetic head is known for model [pictogram] (digest ");
    }
}
