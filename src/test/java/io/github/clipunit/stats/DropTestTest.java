package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.sets.Reference;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DropTestTest {

    private static final int RUNS = 20_000;
    private static final Offset<Double> EXACT = within(1e-12);
    private static final DropTest TEST = new DropTest(0.01);

    /** The mean falls by just the tolerance: the most that must not be reported. */
    @ParameterizedTest
    @EnumSource
    void should_raise_one_false_positive_in_a_hundred(Population scores) {
        for (int size : new int[] {4, 8, 16, 32}) {
            SplittableRandom random = new SplittableRandom(20_240_501);
            assertThat(alarms(scores, size, size, 0.01, random))
                    .as("samples of %d", size)
                    .isBetween(0.005, 0.015);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "8, 1", "4, 8", "16, 8", "32, 4", "4, 32"})
    void should_not_raise_more_false_positives_if_sizes_differ(int golden, int current) {
        assertThat(alarms(Population.NORMAL, golden, current, 0.01, new SplittableRandom(7)))
                .isBetween(0.0025, 0.0125);
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "8, 8", "16, 16", "32, 32", "8, 16", "32, 8", "1, 8"})
    void should_see_the_detectable_drop_nine_times_in_ten(int golden, int current) {
        double drop = TEST.detectableDrop(golden, current, 0.02);
        double error = 3 * Math.sqrt(0.9 * 0.1 / RUNS);

        assertThat(TEST.power(golden, current, 0.02, drop)).isCloseTo(0.9, within(1e-6));
        double seen = alarms(Population.NORMAL, golden, current, drop, new SplittableRandom(42));
        boolean exact = golden == current || golden == 1;
        assertThat(seen).isCloseTo(0.9, within(exact ? error : 0.03));
    }

    private static double alarms(Population scores, int golden, int current, double drop, SplittableRandom random) {
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            Sample before = Sample.of(scores.sample(golden, 0.28, 0.02, random));
            Sample after = Sample.of(scores.sample(current, 0.28 - drop, 0.02, random));
            alarms += TEST.test(before, after).regressed() ? 1 : 0;
        }
        return (double) alarms / RUNS;
    }

    @Test
    void should_give_the_p_values_of_scipy() {
        for (Reference expected : Reference.of("statistics.json").list("drops")) {
            double[] golden = expected.numbers("golden");
            double[] current = expected.numbers("current");
            double student = expected.number("student");
            boolean equal = golden.length == current.length || !expected.has("welch");

            DropVerdict verdict =
                    new DropTest(expected.number("tolerance")).test(Sample.of(golden), Sample.of(current));

            assertThat(verdict.pValue())
                    .isCloseTo(equal ? student : Math.max(student, expected.number("welch")), within(1e-9));
            assertThat(verdict.regressed())
                    .isEqualTo(verdict.interval().low() >= verdict.tolerance())
                    .isEqualTo(verdict.pValue() <= 0.01);
        }
    }

    @Test
    void should_report_how_large_a_drop_it_could_have_seen() {
        DropVerdict verdict = TEST.test(Sample.of(0.27, 0.28, 0.29, 0.28), Sample.of(0.26, 0.27, 0.28, 0.27));

        assertThat(verdict.regressed()).isFalse();
        assertThat(verdict.drop()).isCloseTo(0.01, EXACT);
        assertThat(verdict.detectableDrop())
                .isCloseTo(TEST.detectableDrop(4, 4, Math.sqrt(2e-4 / 3)), within(1e-9))
                .isBetween(0.03, 0.04);
    }

    @Test
    void should_see_smaller_drops_with_more_pictures() {
        assertThat(TEST.detectableDrop(4, 4, 0.02)).isGreaterThan(TEST.detectableDrop(8, 8, 0.02));
        assertThat(TEST.detectableDrop(8, 8, 0.02)).isGreaterThan(TEST.detectableDrop(8, 32, 0.02));
        assertThat(TEST.detectableDrop(1, 1, 0.02)).isInfinite();
        assertThat(TEST.detectableDrop(8, 8, Double.NaN)).isInfinite();
    }

    @Test
    void should_take_a_single_golden_to_vary_as_the_pictures_of_now() {
        DropVerdict verdict = TEST.test(Sample.of(0.31), Sample.of(0.27, 0.28, 0.29, 0.28, 0.28));

        assertThat(verdict.degrees()).isEqualTo(4);
        assertThat(verdict.drop()).isCloseTo(0.03, EXACT);
        assertThat(verdict.pValue()).isBetween(0.03, 0.05);
    }

    @Test
    void should_compare_exactly_if_the_generator_is_deterministic() {
        Sample golden = Sample.of(0.281234, 0.281234, 0.281234);

        assertThat(TEST.test(golden, Sample.of(0.2712344, 0.2712344, 0.2712344)).pValue())
                .isEqualTo(1);
        DropVerdict fallen = TEST.test(golden, Sample.of(0.2712, 0.2712, 0.2712));
        assertThat(fallen.pValue()).isZero();
        assertThat(fallen.regressed()).isTrue();
        assertThat(fallen.detectableDrop()).isCloseTo(0.010001, EXACT);
        assertThat(fallen.interval().low()).isEqualTo(fallen.interval().high());
    }

    @Test
    void should_not_take_rounding_for_a_drop() {
        DropTest strict = new DropTest(0);
        Sample recorded = Sample.of(0.281235, 0.281235);

        assertThat(strict.test(recorded, Sample.of(0.2812346, 0.2812346)).regressed())
                .isFalse();
    }

    @Test
    void should_test_one_steady_side_against_a_varying_one() {
        DropVerdict verdict = TEST.test(Sample.of(0.3, 0.3, 0.3, 0.3), Sample.of(0.2, 0.21, 0.19));

        assertThat(verdict.regressed()).isTrue();
        assertThat(verdict.degrees()).isCloseTo(2, within(1e-9));
    }

    @Test
    void should_refuse_single_scores_on_both_sides() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.test(Sample.of(0.3), Sample.of(0.2)))
                .withMessage("one score on each side [0.3, 0.2] says nothing about noise:"
                        + " give several pictures, or compare the two scores themselves");
    }

    @Test
    void should_refuse_nonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DropTest(Double.NaN))
                .withMessage("tolerance [NaN] must be finite and not negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DropTest(0, 0.7))
                .withMessage("alpha [0.7] must lie between 0.0 and 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.of(0.2, Double.NaN))
                .withMessage("scores must be finite, but number 1 is [NaN]");
        assertThatIllegalArgumentException().isThrownBy(Sample::of).withMessage("sample size [0] must be at least 1");
    }

    /** SciPy 1.10: {@code ttest_1samp(golden - current, 0.01, alternative="greater")}. */
    @Test
    void should_pair_scores_as_scipy_does() {
        double[] golden = {0.30, 0.27, 0.33, 0.29, 0.31, 0.26, 0.28, 0.32};
        double[] current = {0.275, 0.25, 0.295, 0.262, 0.28, 0.237, 0.248, 0.286};

        DropVerdict verdict = TEST.testPaired(golden, current);

        assertThat(verdict.pValue()).isCloseTo(1.3268690390597044e-05, within(1e-9));
        assertThat(verdict.degrees()).isEqualTo(7);
        assertThat(TEST.test(Sample.of(golden), Sample.of(current)).regressed()).isFalse();
        assertThat(verdict.regressed()).isTrue();
    }

    @Test
    void should_pair_nothing_but_pairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.testPaired(new double[] {0.3, 0.3}, new double[] {0.3}))
                .withMessage("pairs need as many golden scores [2] as current scores [1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.testPaired(new double[] {0.3}, new double[] {0.3}))
                .withMessage("one pair of scores says nothing about noise: give several pictures, of several seeds");
    }

    /** 20,000 runs: a generator that fell by just the tolerance is taken for no worse in at most alpha of them. */
    @ParameterizedTest
    @EnumSource(Population.class)
    void should_prove_that_nothing_fell_no_more_often_than_alpha_allows(Population scores) {
        SplittableRandom random = new SplittableRandom(5);
        DropTest test = new DropTest(0.01, 0.01);
        int runs = 20_000;

        long proven = IntStream.range(0, runs)
                .filter(run -> test.test(
                                Sample.of(scores.sample(16, 0.28, 0.02, random)),
                                Sample.of(scores.sample(16, 0.27, 0.02, random)))
                        .isWithinTolerance())
                .count();

        assertThat((double) proven / runs).isBetween(0.006, 0.014);
    }

    /** The size is exact for normal scores of the spread that was seen: with so many, 90 % of runs are settled. */
    @Test
    void should_say_how_many_pictures_settle_it() {
        DropVerdict verdict = new DropTest(0.02, 0.01).test(new Sample(8, 0.28, 0.02), new Sample(8, 0.275, 0.02));
        int size = verdict.sizeToSettle(8).orElseThrow();
        SplittableRandom random = new SplittableRandom(6);
        int runs = 4_000;

        long settled = IntStream.range(0, runs)
                .filter(run -> new DropTest(0.02, 0.01)
                        .test(
                                Sample.of(Population.NORMAL.sample(size, 0.28, 0.02, random)),
                                Sample.of(Population.NORMAL.sample(size, 0.275, 0.02, random)))
                        .isWithinTolerance())
                .count();

        assertThat(verdict.isWithinTolerance()).isFalse();
        assertThat((double) settled / runs).isBetween(0.88, 0.93);
        assertThat(new DropTest(0.004, 0.01)
                        .test(new Sample(8, 0.28, 0.02), new Sample(8, 0.275, 0.02))
                        .sizeToSettle(8))
                .isEmpty();
    }

    /** 20,000 runs without any drop, against the noncentral t distribution. */
    @Test
    void should_say_how_often_chance_alone_is_red() {
        DropTest test = new DropTest(0.01, 0.01);
        SplittableRandom random = new SplittableRandom(7);
        int runs = 20_000;

        long red = IntStream.range(0, runs)
                .filter(run -> test.test(
                                Sample.of(Population.NORMAL.sample(8, 0.28, 0.02, random)),
                                Sample.of(Population.NORMAL.sample(8, 0.28, 0.02, random)))
                        .regressed())
                .count();

        double told =
                test.test(new Sample(8, 0.28, 0.02), new Sample(8, 0.28, 0.02)).falsePositiveRate();
        assertThat((double) red / runs).isCloseTo(told, within(0.0005));
        assertThat(told).isLessThan(0.01);
    }
}
