package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

    @Test
    void should_equal_scipys_matrix_square_root() {
        Reference sets = Reference.of("sets.json");
        EmbeddingMoments many = EmbeddingMoments.of(Vectors.of(sets.rows("many")));
        EmbeddingMoments more = EmbeddingMoments.of(Vectors.of(sets.rows("more")));

        assertThat(FrechetDistance.between(many, more)).isCloseTo(sets.number("frechet"), within(1e-6));
        assertThat(FrechetDistance.between(more, many)).isCloseTo(sets.number("frechet"), within(1e-6));
    }

    @Test
    void should_be_zero_for_one_set_even_where_it_lies_in_a_plane() {
        List<Embedding> flat = Vectors.random(40, 2, 0.5, 3).stream()
                .map(x -> Vectors.of(x.toArray()[0], x.toArray()[1], 0, x.toArray()[0]))
                .toList();
        EmbeddingMoments moments = EmbeddingMoments.of(flat);

        assertThat(FrechetDistance.between(moments, moments)).isCloseTo(0, within(1e-6));
    }

    @Test
    void should_refuse_sets_below_the_stated_minimum() {
        EmbeddingMoments enough = EmbeddingMoments.of(Vectors.random(40, 8, 0, 1));
        EmbeddingMoments few = EmbeddingMoments.of(Vectors.random(39, 8, 0, 2));

        assertThat(FrechetDistance.minimumSize(512)).isEqualTo(2560);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrechetDistance.between(enough, few))
                .withMessage("sets of [40] and [39] embeddings are too small for a Frechet distance in 8 dimensions:"
                        + " each needs at least 40; CMMD needs far fewer");
    }
}
