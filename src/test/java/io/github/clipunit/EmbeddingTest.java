package io.github.clipunit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EmbeddingTest {

    @Test
    void should_have_unit_length_and_the_direction_it_was_given() {
        assertThat(Embedding.of(3, 4).toArray()).containsExactly(0.6f, 0.8f);
        assertThat(Embedding.of(3, 4).dimension()).isEqualTo(2);
        assertThat(Embedding.of(1e-30f, 0).toArray()).containsExactly(1, 0);
    }

    @Test
    void should_give_the_cosine_of_the_angle() {
        assertThat(Embedding.of(1, 0).cosine(Embedding.of(1, 1))).isCloseTo(Math.sqrt(0.5), within(1e-7));
        assertThat(Embedding.of(2, 0).cosine(Embedding.of(-5, 0))).isEqualTo(-1);
    }

    @Test
    void should_refuse_what_has_no_direction() {
        assertThatThrownBy(() -> Embedding.of(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an embedding must be finite and not zero, but all numbers are zero of 2");
        assertThatThrownBy(() -> Embedding.of(1, Float.NaN))
                .hasMessage("an embedding must be finite and not zero, but number 1 is [NaN] of 2");
        assertThatThrownBy(() -> Embedding.of(Float.NEGATIVE_INFINITY))
                .hasMessage("an embedding must be finite and not zero, but number 0 is [-Infinity] of 1");
    }

    @Test
    void should_refuse_to_compare_two_models() {
        assertThatThrownBy(() -> Embedding.of(1).cosine(Embedding.of(1, 2)))
                .hasMessage("embedding dimensions differ: 1 != 2; were they made by two models?");
    }

    @Test
    void should_give_the_scales_of_the_field() {
        assertThat(new ClipScore(0.3434).percent()).isCloseTo(34.34, within(1e-9));
        assertThat(new ClipScore(0.3434).rescaled()).isCloseTo(0.8585, within(1e-9));
        assertThat(new ClipScore(-0.1).percent()).isZero();
        assertThat(new ClipScore(-0.1).rescaled()).isZero();
    }

    @Test
    void should_give_probabilities_of_published_logits() {
        // openai/CLIP's README: a diagram, a dog, a cat
        assertThat(Logits.CLIP.softmax(0.255, 0.2003725, 0.1969680))
                .containsExactly(new double[] {0.9927937, 0.00421068, 0.00299572}, within(1e-4));
        Logits siglip = new Logits(100, -10, true);
        assertThat(new ClipScore(0.1, siglip).probability()).isCloseTo(0.5, within(1e-9));
        assertThatThrownBy(() -> new ClipScore(0.1).probability())
                .hasMessageContaining("withProbabilityAbove(p).among(labels)");
    }
}
