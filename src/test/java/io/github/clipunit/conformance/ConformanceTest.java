package io.github.clipunit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConformanceTest {

    @Test
    void should_know_what_was_published_of_the_default_model() {
        assertThat(Conformance.published().models())
                .contains(
                        "openai/clip-vit-base-patch32", "Xenova/clip-vit-base-patch32", "openai/clip-vit-base-patch16");
    }

    @Test
    void should_not_take_a_number_that_is_none_for_right() {
        assertThat(Figure.of("logit", "%.4f", 27.8789, Double.NaN, 0.02).isRight())
                .isFalse();
        assertThat(Figure.of("logit", "%.4f", 27.8789, 27.8989, 0.0201).isRight())
                .isTrue();
        assertThat(Figure.of("logit", "%.4f", 27.8789, 27.9, 0.02).isRight()).isFalse();
    }
}
