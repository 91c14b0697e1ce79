package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VendiScoreTest {

    @Test
    void should_give_the_published_values() {
        double[][] kernel = {{1, 0.9, 0}, {0.9, 1, 0}, {0, 0, 1}};
        assertThat(VendiScore.ofKernel(kernel)).isCloseTo(2.1573, within(5e-5));

        double[] points = {0, 0, 10, 10, 20, 20};
        double[][] likenesses = new double[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                likenesses[i][j] = Math.exp(-Math.abs(points[i] - points[j]));
            }
        }
        assertThat(VendiScore.ofKernel(likenesses))
                .as("printed as 2.9999, cut off")
                .isBetween(2.9999, 3.0);
    }

    @Test
    void should_equal_numpys() {
        Reference sets = Reference.of("sets.json");
        for (Reference expected : sets.list("vendi")) {
            List<Embedding> set =
                    Vectors.of(sets.rows(expected.json().get("set").getAsString()));

            assertThat(VendiScore.of(set)).isCloseTo(expected.number("score"), within(1e-5));
            assertThat(VendiScore.of(EmbeddingMoments.of(set)))
                    .as("in constant memory")
                    .isCloseTo(expected.number("score"), within(1e-5));
        }
    }

    @Test
    void should_be_one_for_copies_and_the_number_for_orthogonal_pictures() {
        Embedding x = Vectors.of(1, 0, 0);
        List<Embedding> orthogonal = List.of(x, Vectors.of(0, 1, 0), Vectors.of(0, 0, 1));

        assertThat(VendiScore.of(Collections.nCopies(5, x))).isCloseTo(1, within(1e-6));
        assertThat(VendiScore.of(orthogonal)).isCloseTo(3, within(1e-6));
        assertThat(VendiScore.of(List.of(x))).isEqualTo(1);
    }

    @Test
    void should_not_change_if_every_picture_comes_twice() {
        List<Embedding> set = Vectors.random(6, 20, 0.3, 5);
        List<Embedding> twice = Stream.concat(set.stream(), set.stream()).toList();

        assertThat(VendiScore.of(twice)).isCloseTo(VendiScore.of(set), within(1e-6));
    }

    @Test
    void should_refuse_empty_sets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VendiScore.of(List.of()))
                .withMessage("number of embeddings [0] must be at least 1");
    }
}
