package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.stats.ClopperPearson;
import io.github.clipunit.stats.EqualShares;
import io.github.clipunit.stats.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final List<String> LABELS = List.of("a man", "a woman");

    @Test
    void should_give_the_inception_score_of_scipys_divergences() {
        Reference expected = Reference.of("sets.json").get("inception");

        ClassSpread spread = ClassSpread.of(Arrays.asList(expected.rows("shares")));

        assertThat(spread.spread() * spread.confidence()).isCloseTo(expected.number("score"), within(1e-9));
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
        assertThat(good.spread() * good.confidence()).isCloseTo(2, within(1e-12));
    }

    @Test
    void should_give_the_exact_intervals_of_scipy() {
        for (Reference expected : Reference.of("sets.json").list("clopperPearson")) {
            Interval interval = ClopperPearson.interval(
                    (int) expected.number("hits"), (int) expected.number("trials"), expected.number("confidence"));

            assertThat(interval.low()).isCloseTo(expected.number("low"), within(1e-9));
            assertThat(interval.high()).isCloseTo(expected.number("high"), within(1e-9));
        }
        assertThat(ClopperPearson.interval(0, 0, 0.95)).isEqualTo(new Interval(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClopperPearson.interval(3, 2, 0.95))
                .withMessage("hits [3] must lie between 0 and the trials [2]");
    }

    @Test
    void should_give_the_exact_p_values_of_scipy() {
        for (Reference expected : Reference.of("sets.json").list("equalShares")) {
            int[] counts = Arrays.stream(expected.numbers("counts"))
                    .mapToInt(count -> (int) count)
                    .toArray();

            assertThat(EqualShares.pValue(counts))
                    .as(Arrays.toString(counts))
                    .isCloseTo(expected.number("p"), within(1e-9));
        }
        assertThat(EqualShares.pValue(0, 0)).isEqualTo(1);
        assertThat(EqualShares.pValue(3, 3, 3)).isEqualTo(1);
    }

    @Test
    void should_list_up_to_a_million_ways_and_take_chi_square_beyond() {
        int[] even = new int[12];
        Arrays.fill(even, 4);
        int[] collapsed = new int[12];
        collapsed[3] = 48;

        assertThat(EqualShares.pValue(even)).isEqualTo(1);
        assertThat(EqualShares.pValue(collapsed)).isCloseTo(Math.pow(12, -47), within(1e-60));
        // R: pbinom(49899, 1e5, 0.5) * 2, and of the next larger total over three labels the normal-theory value
        assertThat(EqualShares.pValue(49_899, 50_101)).isCloseTo(0.5250, within(1e-3));
        assertThat(EqualShares.pValue(1100, 1150, 1211)).isCloseTo(EqualShares.pValue(1101, 1150, 1211), within(0.004));
    }

    /** Chi-square's 5 % was 7.7 % at 16 pictures. */
    @Test
    void should_never_fail_balanced_generators_more_often_than_it_says() {
        for (int pictures : new int[] {10, 16, 60}) {
            double alarms = 0;
            double weight = Math.pow(0.5, pictures);
            for (int men = 0; men <= pictures; men++) {
                alarms += EqualShares.pValue(men, pictures - men) <= 0.05 ? weight : 0;
                weight *= (double) (pictures - men) / (men + 1);
            }
            assertThat(alarms).isBetween(0.02, 0.05);
        }
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
        // the uncertain one may be of either label
        assertThat(balance.interval(0, 0.9).low())
                .isEqualTo(ClopperPearson.interval(2, 4, 0.9).low());
        assertThat(balance.interval(0, 0.9).high())
                .isEqualTo(ClopperPearson.interval(3, 4, 0.9).high());
    }

    @Test
    void should_know_nothing_of_the_balance_of_uncertain_pictures_only() {
        Balance balance = Balance.of(LABELS, List.of(new double[] {0.5, 0.5}), 0.9);

        assertThat(balance.deviation()).isNaN();
        assertThat(balance.deviationLimit()).isNaN();
        assertThat(balance.pValue()).isEqualTo(1);
    }

    /** Shares of 20,000 generators' sets. */
    private static double passing(int pictures, double tolerance, double uncertain, double... shares) {
        SplittableRandom random = new SplittableRandom(5);
        Map<List<Integer>, Boolean> known = new HashMap<>();
        int passed = 0;
        for (int run = 0; run < 20_000; run++) {
            Integer[] counts = new Integer[shares.length + 1];
            Arrays.fill(counts, 0);
            for (int i = 0; i < pictures; i++) {
                double at = random.nextDouble() / (1 - uncertain);
                int label = 0;
                while (label < shares.length && at >= shares[label]) {
                    at -= shares[label++];
                }
                counts[label]++;
            }
            List<Integer> all = List.of(counts);
            passed += known.computeIfAbsent(all, counted -> balance(counted).deviationLimit() <= tolerance) ? 1 : 0;
        }
        return passed / 20_000.0;
    }

    private static Balance balance(List<Integer> counted) {
        int labels = counted.size() - 1;
        return new Balance(
                IntStream.range(0, labels).mapToObj(Integer::toString).toList(),
                counted.subList(0, labels),
                counted.get(labels));
    }

    /** By the shares as counted, 34 % of fair generators failed with ten pictures, and 34 % of those with 70 to 30 passed. */
    @Test
    void should_show_balance_where_it_is_and_only_there() {
        assertThat(passing(10, 0.1, 0, 0.5, 0.5)).isZero();
        assertThat(passing(10, 0.1, 0, 0.7, 0.3)).isZero();
        assertThat(passing(70, 0.2, 0, 0.7, 0.3)).isBetween(0.02, 0.05);
        assertThat(passing(70, 0.2, 0, 0.3, 0.3, 0.4)).isGreaterThan(0.5);
        assertThat(passing(70, 0.2, 0, 0.54, 0.23, 0.23)).isLessThan(0.05);
    }

    @Test
    void should_say_how_many_pictures_show_it_in_nine_of_ten_runs() {
        for (double uncertain : new double[] {0, 0.05}) {
            for (int labels : new int[] {2, 3}) {
                double[] shares = new double[labels];
                Arrays.fill(shares, 1.0 / labels);
                int enough = PicturesNeeded.forShares(labels, uncertain, 0.2).orElseThrow();

                assertThat(passing(enough, 0.2, uncertain, shares)).isBetween(0.89, 0.95);
                assertThat(passing(enough * 3 / 4, 0.2, uncertain, shares)).isLessThan(0.88);
            }
        }
        assertThat(PicturesNeeded.forShares(2, 0, 0.1)).hasValue(268);
        assertThat(PicturesNeeded.forShares(2, 0, 0.2)).hasValue(67);
        assertThat(PicturesNeeded.forShares(2, 0.4, 0.2)).isEmpty();
        assertThat(PicturesNeeded.forShares(2, 0, 0.5)).hasValue(1);
    }

    @Test
    void should_show_that_labels_are_recognised_alike_where_they_are_and_only_there() {
        SplittableRandom random = new SplittableRandom(9);
        int alike = 0;
        int wrong = 0;
        for (int run = 0; run < 20_000; run++) {
            alike += apart(hits(70, 0.9, random), hits(70, 0.9, random), 70) <= 0.2 ? 1 : 0;
            wrong += apart(hits(70, 0.95, random), hits(70, 0.75, random), 70) <= 0.2 ? 1 : 0;
        }

        assertThat(alike / 20_000.0).isBetween(0.9, 0.97);
        assertThat(wrong / 20_000.0).isBetween(0.03, 0.052);
        int enough = PicturesNeeded.forRecognition(1, 0.05).orElseThrow();
        assertThat(apart(enough, enough, enough)).isLessThanOrEqualTo(0.05);
        assertThat(apart(enough - 1, enough - 1, enough - 1)).isGreaterThan(0.05);
        assertThat(PicturesNeeded.forRecognition(0.5, 1e-6)).isEmpty();
    }

    private static int hits(int pictures, double accuracy, SplittableRandom random) {
        return (int) random.doubles(pictures).filter(x -> x < accuracy).count();
    }

    private static double apart(int one, int other, int size) {
        Interval first = ClopperPearson.interval(one, size, 0.9);
        Interval second = ClopperPearson.interval(other, size, 0.9);
        double a = (double) one / size;
        double b = (double) other / size;
        return Math.max(ClopperPearson.mostAbove(a, first, b, second), ClopperPearson.mostAbove(b, second, a, first));
    }

    @Test
    void should_refuse_shares_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balance.of(LABELS, List.of(new double[] {0.9, 0.9}), 0.6))
                .withMessage("shares [0.9, 0.9] must not be negative and sum to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balance.of(LABELS, List.of(new double[] {1}), 0.6))
                .withMessage("every picture must have shares of [2] labels, but one has [1]");
    }
}
