package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingMomentsTest {

    @Test
    void should_not_depend_on_how_a_stream_is_divided() {
        List<Embedding> set = Vectors.random(1000, 16, 0.2, 3);
        EmbeddingMoments whole = EmbeddingMoments.of(set);
        EmbeddingMoments parts = set.parallelStream().collect(EmbeddingMoments.collector());

        assertThat(parts.count()).isEqualTo(1000);
        assertThat(Cmmd.biased(whole, parts)).isCloseTo(0, within(1e-9));
        assertThat(FrechetDistance.between(whole, parts)).isCloseTo(0, within(1e-7));
    }

    @Test
    void should_refuse_embeddings_of_two_models() {
        EmbeddingMoments moments = EmbeddingMoments.of(Vectors.random(1, 16, 0, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> moments.add(Vectors.of(1, 2)))
                .withMessage("embedding dimensions differ: 16 != 2; were they made by two models?");
        assertThat(moments.count()).isEqualTo(1);
    }
}
