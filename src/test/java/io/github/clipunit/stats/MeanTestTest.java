package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanTestTest {

    private static final double[] LEFT = {0.30, 0.29, 0.31, 0.30, 0.28, 0.29, 0.12, 0.21};
    private static final double[] RIGHT = {0.26, 0.27, 0.26, 0.28, 0.27, 0.26, 0.41, 0.33};

    /** SciPy 1.10: {@code ttest_1samp(x, 0.34, alternative="less")}; the tail below makes Hall's p-value the smaller one. */
    @Test
    void should_be_students_test_where_the_tail_lies_below() {
        assertThat(MeanTest.of(LEFT).pValue(0.34)).isCloseTo(0.006115526542416931, within(1e-12));
    }

    /** numpy 1.24 and SciPy 1.10: Hall's formula with {@code skew(x)}, and {@code t.cdf}. */
    @Test
    void should_be_halls_where_the_tail_lies_above() {
        assertThat(MeanTest.of(RIGHT).pValue(0.34)).isCloseTo(0.09880621108255298, within(1e-12));
    }

    @Test
    void should_reject_up_to_the_critical_mean() {
        for (double[] scores : new double[][] {LEFT, RIGHT}) {
            MeanTest test = MeanTest.of(scores);
            double critical = test.critical(0.34, 0.01);

            assertThat(new MeanTest(8, critical, test.deviation(), test.skewness()).pValue(0.34))
                    .isCloseTo(0.01, within(1e-9));
        }
    }

    @Test
    void should_compare_exactly_where_all_scores_are_one() {
        MeanTest test = MeanTest.of(0.28, 0.28, 0.28);

        assertThat(test.pValue(0.28)).isOne();
        assertThat(test.pValue(0.281)).isZero();
        assertThat(test.critical(0.281, 0.01)).isCloseTo(0.280999, within(1e-12));
    }

    /** 20,000 runs of 16 scores at a level of 0.01. Student alone gives 0.055 for the longest tail. */
    @ParameterizedTest
    @CsvSource({
        "NORMAL, 0.005, 0.012",
        "SKEWED_LEFT, 0.001, 0.006",
        "SKEWED_RIGHT, 0.009, 0.018",
        "EXPONENTIAL_RIGHT, 0.015, 0.030",
        "BIMODAL, 0.000, 0.006"
    })
    void should_keep_the_level_where_tails_are_short(Population scores, double least, double most) {
        SplittableRandom random = new SplittableRandom(8);
        int runs = 20_000;

        long red = IntStream.range(0, runs)
                .filter(run ->
                        MeanTest.of(scores.sample(16, 0.28, 0.03, random)).pValue(0.28) <= 0.01)
                .count();

        assertThat((double) red / runs).isBetween(least, most);
    }
}
