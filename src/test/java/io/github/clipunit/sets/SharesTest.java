package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.stats.EqualShares;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Wilson;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final List<String> LABELS = List.of("a man", "a woman");

    @Test
    void should_give_the_inception_score_of_scipys_divergences() {
        Reference expected = Reference.of("sets.json").get("inception");

        ClassSpread spread = ClassSpread.of(Arrays.asList(expected.rows("shares")));

        assertThat(spread.score()).isCloseTo(expected.number("score"), within(1e-9));
        assertThat(spread.spread()).isCloseTo(Math.exp(entropyOfMean(expected.rows("shares"))), within(1e-9));
    }

    private static double entropyOfMean(double[][] rows) {
        double entropy = 0;
        for (int column = 0; column < rows[0].length; column++) {
            double mean = 0;
            for (double[] row : rows) {
                mean += row[column] / rows.length;
            }
            entropy -= mean * Math.log(mean);
        }
        return entropy;
    }

    @Test
    void should_tell_spread_from_confidence() {
        ClassSpread collapsed = ClassSpread.of(List.of(new double[] {1, 0}, new double[] {1, 0}));
        ClassSpread unsure = ClassSpread.of(List.of(new double[] {0.5, 0.5}, new double[] {0.5, 0.5}));
        ClassSpread good = ClassSpread.of(List.of(new double[] {1, 0}, new double[] {0, 1}));

        assertThat(collapsed).isEqualTo(new ClassSpread(1, 1));
        assertThat(unsure.spread()).isCloseTo(2, within(1e-12));
        assertThat(unsure.confidence()).isCloseTo(0.5, within(1e-12));
        assertThat(good.score()).isCloseTo(2, within(1e-12));
    }

    @Test
    void should_give_the_wilson_intervals_of_scipy() {
        for (Reference expected : Reference.of("sets.json").list("wilson")) {
            Interval interval = Wilson.interval(
                    (long) expected.number("hits"), (long) expected.number("trials"), expected.number("confidence"));

            assertThat(interval.low()).isCloseTo(expected.number("low"), within(1e-9));
            assertThat(interval.high()).isCloseTo(expected.number("high"), within(1e-9));
        }
        assertThat(Wilson.interval(0, 0, 0.95)).isEqualTo(new Interval(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wilson.interval(3, 2, 0.95))
                .withMessage("hits [3] must lie between 0 and the trials [2]");
    }

    @Test
    void should_give_the_p_values_of_scipys_exact_and_chi_square_tests() {
        for (Reference expected : Reference.of("sets.json").list("equalShares")) {
            int[] counts = Arrays.stream(expected.numbers("counts"))
                    .mapToInt(count -> (int) count)
                    .toArray();

            assertThat(EqualShares.pValue(counts))
                    .as(Arrays.toString(counts))
                    .isCloseTo(expected.number("p"), within(1e-9));
        }
        assertThat(EqualShares.pValue(0, 0)).isEqualTo(1);
    }

    @Test
    void should_draw_where_there_is_too_much_to_list() {
        int[] even = new int[12];
        Arrays.fill(even, 4);
        int[] collapsed = new int[12];
        collapsed[3] = 48;

        assertThat(EqualShares.pValue(even)).isEqualTo(1);
        assertThat(EqualShares.pValue(collapsed)).isEqualTo(1e-5);
    }

    @Test
    void should_count_uncertain_pictures_apart() {
        Balance balance = Balance.of(
                LABELS,
                List.of(new double[] {0.9, 0.1}, new double[] {0.8, 0.2}, new double[] {0.45, 0.55}, new double[] {
                    0.3, 0.7
                }),
                0.6);

        assertThat(balance).isEqualTo(new Balance(LABELS, List.of(2, 1), 1));
        assertThat(balance.share(0)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(balance.deviation()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(balance.pValue()).isEqualTo(1);
        assertThat(balance.interval(0, 0.95)).isEqualTo(Wilson.interval(2, 3, 0.95));
    }

    @Test
    void should_know_nothing_of_the_balance_of_uncertain_pictures_only() {
        Balance balance = Balance.of(LABELS, List.of(new double[] {0.5, 0.5}), 0.9);

        assertThat(balance.deviation()).isNaN();
        assertThat(balance.pValue()).isEqualTo(1);
    }

    @Test
    void should_hold_its_false_alarm_rate_over_balanced_generators() {
        SplittableRandom random = new SplittableRandom(5);
        int alarms = 0;
        for (int run = 0; run < 20_000; run++) {
            int men = random.ints(60, 0, 2).sum();
            alarms += EqualShares.pValue(men, 60 - men) <= 0.05 ? 1 : 0;
        }

        assertThat(alarms / 20_000.0).isBetween(0.03, 0.06);
    }

    @Test
    void should_refuse_shares_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balance.of(LABELS, List.of(new double[] {0.9, 0.9}), 0.6))
                .withMessage("shares [0.9, 0.9] must not be negative and sum to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balance.of(LABELS, List.of(new double[] {1}), 0.6))
                .withMessage("shares of [1] labels where others have [2]");
    }
}
