package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipScore;
import io.github.clipunit.Embedding;
import io.github.clipunit.prompt.PromptPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {

    private static final Embedding X = Vectors.of(1, 0, 0);
    private static final Embedding Y = Vectors.of(0, 1, 0);
    private static final Embedding Z = Vectors.of(0, 0, 1);

    @Test
    void should_compare_the_directions_of_two_changes() {
        assertThat(DirectionalSimilarity.of(X, Y, X, Y)).isCloseTo(1, within(1e-6));
        assertThat(DirectionalSimilarity.of(X, Y, Y, X)).isCloseTo(-1, within(1e-6));
        assertThat(DirectionalSimilarity.of(X, Y, X, Z)).as("60 degrees").isCloseTo(0.5, within(1e-6));
    }

    @Test
    void should_refuse_changes_without_direction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectionalSimilarity.of(X, X, X, Y))
                .withMessage("the two pictures have the same embedding (distance [0.0]):"
                        + " a change that is zero has no direction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DirectionalSimilarity.of(X, Y, Z, Z))
                .withMessageStartingWith("the two prompts have the same embedding");
    }

    @Test
    void should_be_the_harmonic_mean_of_picture_and_nearest_reference() {
        Embedding image = Vectors.of(0.3, 0, Math.sqrt(1 - 0.09));
        Embedding near = Vectors.of(0.8, 0.6, 0);

        double expected = 2 * 0.75 * 0.8 / (0.75 + 0.8);
        assertThat(RefClipScore.of(ClipScore.of(image.cosine(X)), X, List.of(Y, near)))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void should_be_zero_where_the_harmonic_mean_is_zero_by_zero() {
        assertThat(RefClipScore.of(ClipScore.of(X.cosine(Y)), Y, List.of(Z))).isZero();
        assertThat(RefClipScore.of(ClipScore.of(-1), Vectors.of(-1, 0, 0), List.of(X)))
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RefClipScore.of(ClipScore.of(X.cosine(Y)), Y, List.of()))
                .withMessage("number of references [0] must be at least 1");
    }

    @Test
    void should_share_a_picture_between_two_prompts_at_the_logit_scale() {
        assertThat(PromptPair.share(ClipScore.of(0.26), ClipScore.of(0.25)))
                .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
        assertThat(PromptPair.share(ClipScore.of(0), ClipScore.of(0))).isEqualTo(0.5);
    }

    @Test
    void should_know_the_papers_prompts() {
        assertThat(PromptPair.QUALITY).isEqualTo(new PromptPair("quality", "Good photo.", "Bad photo."));
        assertThat(PromptPair.ALL).hasSize(10).doesNotHaveDuplicates();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptPair("odd", "a cat", "a cat"))
                .withMessage("prompts of [odd] must differ, but both are [a cat]");
    }
}
