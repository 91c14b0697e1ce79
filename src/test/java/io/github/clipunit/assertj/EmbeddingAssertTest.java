package io.github.clipunit.assertj;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.Embedding;
import org.junit.jupiter.api.Test;

class EmbeddingAssertTest {

    private static final Embedding EAST = Embedding.of(1, 0);

    /** At a cosine of 0.6 to the other. */
    private static final Embedding NORTH_EAST = Embedding.of(3, 4);

    @Test
    void should_pass_if_the_cosine_is_above_the_threshold() {
        new EmbeddingAssert(EAST).hasCosineAbove(NORTH_EAST, 0.59).hasCosineAbove(EAST, 0.999);
    }

    @Test
    void should_fail_if_the_cosine_is_at_or_below_the_threshold() {
        assertThatThrownBy(() -> new EmbeddingAssert(EAST).hasCosineAbove(NORTH_EAST, 0.61))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting cosine of the embeddings to be above: 0.6100
                        but was:                                        0.6000""");
        assertThatThrownBy(() -> new EmbeddingAssert(EAST).hasCosineAbove(EAST, 1))
                .hasMessage("""

                        Expecting cosine of the embeddings to be above: 1.0000
                        but was:                                        1.0000""");
    }

    @Test
    void should_refuse_a_threshold_that_no_cosine_has() {
        assertThatThrownBy(() -> new EmbeddingAssert(EAST).hasCosineAbove(EAST, 60))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cosine threshold [60.0] must be in [-1, 1]: it is compared with a cosine; a score such as 60"
                                + " on the scale of 100 is 0.6 as a cosine");
    }

    @Test
    void should_refuse_an_embedding_of_another_dimension() {
        assertThatThrownBy(() -> new EmbeddingAssert(EAST).hasCosineAbove(Embedding.of(1, 0, 0), 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embedding dimensions differ: 2 != 3; were they made by two models?");
    }
}
