package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.sets.Reference;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

    @Test
    void should_give_the_intervals_of_scipy() {
        for (Reference expected : Reference.of("statistics.json").list("intervals")) {
            Sample sample = Sample.of(expected.numbers("scores"));

            assertThat(sample.deviation()).isCloseTo(expected.number("deviation"), within(1e-12));
            assertThat(sample.interval(0.95).low()).isCloseTo(expected.number("low"), within(1e-9));
            assertThat(sample.interval(0.95).high()).isCloseTo(expected.number("high"), within(1e-9));
        }
    }

    @Test
    void should_know_nothing_of_the_spread_of_one_score() {
        Sample one = Sample.of(0.28);

        assertThat(one.deviation()).isNaN();
        assertThat(one.interval(0.95)).hasToString("[-Infinity, Infinity]");
    }

    @Test
    void should_be_sure_of_scores_that_do_not_vary() {
        assertThat(Sample.of(0.25, 0.25, 0.25).interval(0.95)).isEqualTo(new Interval(0.25, 0.25));
    }

    /** The bound holds for the next score with the probability that was asked for: 20,000 runs of normal scores. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void should_leave_a_further_score_below_the_bound_as_often_as_asked(int size) {
        SplittableRandom random = new SplittableRandom(size);
        int runs = 20_000;

        long below = IntStream.range(0, runs)
                .filter(run -> {
                    Sample sample = Sample.of(Population.NORMAL.sample(size, 0.28, 0.02, random));
                    return Population.NORMAL.sample(1, 0.28, 0.02, random)[0]
                            < sample.mean() - sample.predictionMargin(0.01);
                })
                .count();

        assertThat((double) below / runs).isBetween(0.008, 0.0125);
    }

    @Test
    void should_know_no_bound_from_one_score() {
        assertThat(Sample.of(0.3).predictionMargin(0.01)).isInfinite();
    }
}
