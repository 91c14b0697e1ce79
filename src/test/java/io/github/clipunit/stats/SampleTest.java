package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.sets.Reference;
import org.junit.jupiter.api.Test;

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
}
