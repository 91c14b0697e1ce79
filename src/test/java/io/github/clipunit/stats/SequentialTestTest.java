package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.stats.SequentialTest.Look;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTestTest {

    private static final int RUNS = 20_000;

    @Test
    void should_look_after_ever_twice_as_many() {
        assertThat(new SequentialTest(16, 0.01).looks()).containsExactly(4, 8, 16);
        assertThat(new SequentialTest(8, 0.01).looks()).containsExactly(4, 8);
        assertThat(new SequentialTest(20, 0.01).looks()).containsExactly(4, 8, 16, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 16, 20, 64, 100})
    void should_spend_alpha_and_no_more(int most) {
        SequentialTest test = new SequentialTest(most, 0.01);

        assertThat(test.looks().stream().mapToDouble(test::level).sum()).isCloseTo(0.01, within(1e-15));
        assertThat(test.level(4)).isZero();
    }

    @Test
    void should_never_reject_at_the_first_look() {
        SequentialTest test = new SequentialTest(16, 0.01);

        assertThat(test.at(4, 0)).isEqualTo(Look.GO_ON);
        assertThat(test.at(4, 0.31)).isEqualTo(Look.STANDS);
        assertThat(test.at(8, 0.002)).isEqualTo(Look.REJECTED);
        assertThat(test.at(8, 0.0021)).isEqualTo(Look.GO_ON);
        assertThat(test.at(16, 0.008)).isEqualTo(Look.REJECTED);
        assertThat(test.at(16, 0.0081)).isEqualTo(Look.STANDS);
    }

    @Test
    void should_refuse_what_leaves_nothing_to_confirm_with() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialTest(7, 0.01))
                .withMessage("most scores [7] must be at least 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequentialTest(16, 0.3))
                .withMessage("alpha [0.3] must lie between 0.0 and 0.3");
    }

    /** SciPy 1.10: {@code binom.cdf(hits, trials, share)}. */
    @Test
    void should_reckon_the_lower_tail_of_the_binomial_distribution() {
        assertThat(SequentialTest.tooFew(4, 8, 0.9)).isCloseTo(0.00502435, within(1e-12));
        assertThat(SequentialTest.tooFew(1, 4, 0.9)).isCloseTo(0.0037, within(1e-12));
        assertThat(SequentialTest.tooFew(8, 8, 0.9)).isOne();
    }

    /** A generator that fell by just the tolerance, the worst that may pass, is red in at most alpha of the builds. */
    @ParameterizedTest
    @EnumSource(Population.class)
    void should_keep_alpha_over_all_looks(Population scores) {
        Outcome outcome = simulate(scores, 0.01, 0.01);

        assertThat(outcome.red).isLessThanOrEqualTo(0.0125); // five standard errors above 0.01 at most
    }

    /** What a team pays: 4.7 pictures a build for normal scores of spread 0.02 whose seeds mean nothing, instead of 16. */
    @Test
    void should_draw_few_pictures_where_nothing_fell_and_see_a_real_drop() {
        Outcome unchanged = simulate(Population.NORMAL, 0, 0.01);
        Outcome fallen = simulate(Population.NORMAL, 0.04, 0.01);

        assertThat(unchanged.pictures).isBetween(4.4, 5.0);
        assertThat(unchanged.red).isLessThan(0.001);
        assertThat(fallen.red).isBetween(0.86, 0.90);
    }

    private record Outcome(double red, double pictures) {}

    private static Outcome simulate(Population scores, double drop, double tolerance) {
        SequentialTest plan = new SequentialTest(16, 0.01);
        SplittableRandom random = new SplittableRandom(18);
        int red = 0;
        long pictures = 0;
        for (int run = 0; run < RUNS; run++) {
            double[] golden = scores.sample(16, 0.28, 0.02, random);
            double[] current = scores.sample(16, 0.28 - drop, 0.02, random);
            for (int drawn : plan.looks()) {
                double pValue = new DropTest(tolerance)
                        .testPaired(Arrays.copyOf(golden, drawn), Arrays.copyOf(current, drawn))
                        .pValue();
                Look look = plan.at(drawn, pValue);
                if (look != Look.GO_ON) {
                    red += look == Look.REJECTED ? 1 : 0;
                    pictures += drawn;
                    break;
                }
            }
        }
        return new Outcome((double) red / RUNS, (double) pictures / RUNS);
    }
}
