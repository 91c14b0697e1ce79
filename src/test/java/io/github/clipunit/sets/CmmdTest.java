package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CmmdTest {

    /** What float coordinates allow. */
    private static final Offset<Double> ROUNDING = within(1e-5);

    @Test
    void should_equal_numpys_estimators() {
        Reference sets = Reference.of("sets.json");
        for (Reference expected : sets.list("cmmd")) {
            List<Embedding> first =
                    Vectors.of(sets.rows(expected.json().get("first").getAsString()));
            List<Embedding> second =
                    Vectors.of(sets.rows(expected.json().get("second").getAsString()));

            assertThat(Cmmd.biased(first, second)).isCloseTo(expected.number("biased"), ROUNDING);
            assertThat(Cmmd.unbiased(first, second)).isCloseTo(expected.number("unbiased"), ROUNDING);
        }
    }

    @Test
    void should_fall_short_by_little_in_constant_memory() {
        for (double centre : new double[] {0, 0.3, 3}) {
            List<Embedding> first = Vectors.random(70, 8, centre, 1);
            List<Embedding> second = Vectors.random(50, 8, -centre, 2);
            EmbeddingMoments a = EmbeddingMoments.of(first);
            EmbeddingMoments b = EmbeddingMoments.of(second);

            assertThat(Cmmd.biased(first, second) - Cmmd.biased(a, b)).isBetween(-1e-6, 0.0007);
            assertThat(Cmmd.unbiased(first, second) - Cmmd.unbiased(a, b)).isBetween(-0.0007, 0.0007);
        }
    }

    @Test
    void should_be_about_ten_times_the_squared_distance_of_the_means() {
        List<Embedding> first = Vectors.random(200, 32, 0.3, 1);
        List<Embedding> second = Vectors.random(200, 32, -0.2, 2);
        double squares = 0;
        for (int i = 0; i < 32; i++) {
            int at = i;
            double apart =
                    first.stream().mapToDouble(x -> x.toArray()[at]).average().orElseThrow()
                            - second.stream()
                                    .mapToDouble(x -> x.toArray()[at])
                                    .average()
                                    .orElseThrow();
            squares += apart * apart;
        }

        assertThat(Cmmd.biased(first, second) / (10 * squares)).isBetween(0.98, 1.0);
    }

    @Test
    void should_be_zero_for_equal_sets_and_largest_for_opposite_ones() {
        List<Embedding> set = Vectors.random(20, 32, 0.3, 1);

        assertThat(Cmmd.biased(set, set)).isZero();
        assertThat(Cmmd.biased(List.of(Vectors.of(1, 0)), List.of(Vectors.of(-1, 0))))
                .isCloseTo(1000 * 2 * (1 - Math.exp(-0.02)), ROUNDING)
                .isBetween(39.0, 40.0);
    }

    @Test
    void should_expect_nothing_of_two_samples_of_one_source_if_unbiased() {
        double mean = IntStream.range(0, 200)
                .mapToDouble(i -> Cmmd.unbiased(
                        EmbeddingMoments.of(Vectors.random(20, 16, 0.5, 2L * i)),
                        EmbeddingMoments.of(Vectors.random(30, 16, 0.5, 2L * i + 1))))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(0, within(0.02));
    }

    @Test
    void should_know_what_chance_gives_for_the_sizes() {
        for (int[] sizes : new int[][] {{10, 10}, {5, 40}, {40, 40}}) {
            double sum = 0;
            double expected = 0;
            int above = 0;
            for (int run = 0; run < 1000; run++) {
                List<Embedding> first = Vectors.random(sizes[0], 12, 0.5, 2L * run);
                List<Embedding> second = Vectors.random(sizes[1], 12, 0.5, 2L * run + 1);
                Cmmd.Chance chance = Cmmd.chance(EmbeddingMoments.of(first), EmbeddingMoments.of(second));
                double found = Cmmd.biased(EmbeddingMoments.of(first), EmbeddingMoments.of(second));
                sum += found;
                expected += chance.expected();
                above += found > chance.high() ? 1 : 0;
            }

            assertThat(expected / sum).isBetween(0.97, 1.03);
            assertThat(above / 1000.0).isBetween(0.035, 0.07);
        }
    }

    @Test
    void should_know_what_chance_gives_however_far_apart_sets_are() {
        EmbeddingMoments first = EmbeddingMoments.of(Vectors.random(20, 12, 0.5, 1));
        EmbeddingMoments near = EmbeddingMoments.of(Vectors.random(20, 12, 0.5, 2));
        EmbeddingMoments far = EmbeddingMoments.of(Vectors.random(20, 12, -0.5, 3));

        assertThat(Cmmd.chance(first, far).high() / Cmmd.chance(first, near).high())
                .isBetween(0.8, 1.25);
        assertThat(Cmmd.biased(first, far))
                .isGreaterThan(5 * Cmmd.chance(first, far).high());
        EmbeddingMoments same = EmbeddingMoments.of(Collections.nCopies(9, Vectors.of(1, 0)));
        assertThat(Cmmd.chance(same, same)).isEqualTo(new Cmmd.Chance(0, 0));
        EmbeddingMoments one = EmbeddingMoments.of(List.of(Vectors.of(1, 0)));
        assertThat(Cmmd.chance(one, one).high()).isNaN();
    }

    @Test
    void should_give_a_p_value_that_tells_sources_apart() {
        List<Embedding> first = Vectors.random(25, 16, 0.5, 1);
        List<Embedding> second = Vectors.random(20, 16, 0, 2);

        assertThat(Cmmd.pValue(first, second, 999)).isEqualTo(0.001);
        assertThat(Cmmd.pValue(first, Vectors.random(20, 16, 0.5, 3), 999)).isGreaterThan(0.05);
    }

    @Test
    void should_give_p_values_below_alpha_as_often_as_alpha_says() {
        long alarms = IntStream.range(0, 1000)
                .filter(i -> Cmmd.pValue(Vectors.random(8, 6, 0.3, 2L * i), Vectors.random(6, 6, 0.3, 2L * i + 1), 199)
                        <= 0.05)
                .count();

        assertThat(alarms / 1000.0).isBetween(0.03, 0.07);
    }

    @Test
    void should_refuse_sets_that_are_too_small_or_too_large() {
        List<Embedding> one = Vectors.random(1, 4, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cmmd.unbiased(one, Vectors.random(2, 4, 0, 1)))
                .withMessage("each set must have at least 2, but first has [1] and second has [2] embeddings");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cmmd.pValue(one, Vectors.random(5000, 2, 0, 1), 99))
                .withMessageStartingWith("a p-value takes at most 5000 embeddings, but both sets have [5001]");
    }
}
