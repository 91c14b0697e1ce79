package io.github.clipunit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import io.github.clipunit.sets.Reference;
import io.github.clipunit.sets.Vectors;
import io.github.clipunit.stats.PercentileRank;
import io.github.clipunit.stats.Population;
import io.github.clipunit.stats.Sample;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final Reference EXPECTED = Reference.of("sets.json").get("calibration");
    private static final double[] MATCHING = EXPECTED.numbers("matching");
    private static final double[] OTHERS = EXPECTED.numbers("others");

    @Test
    void should_give_the_area_that_follows_from_scipys_mann_whitney() {
        assertThat(new RocCurve(MATCHING, OTHERS).area()).isCloseTo(EXPECTED.number("area"), within(1e-12));
        assertThat(new RocCurve(new double[] {1, 1}, new double[] {1}).area()).isEqualTo(0.5);
        assertThat(new RocCurve(new double[] {2}, new double[] {1}).area()).isEqualTo(1);
    }

    @Test
    void should_cut_off_where_one_more_score_is_above_with_no_more_than_the_rate() {
        for (double rate : new double[] {0.01, 0.05, 0.1, 0.5}) {
            Cutoff cutoff = new RocCurve(MATCHING, OTHERS).cutoff(rate);
            double lower = Arrays.stream(OTHERS)
                    .filter(x -> x < cutoff.threshold())
                    .max()
                    .orElseThrow();

            assertThat(claim(cutoff.threshold())).isLessThanOrEqualTo(rate);
            assertThat(claim(lower)).as("the next lower score").isGreaterThan(rate);
            assertThat(cutoff.detectionRate()).isEqualTo(above(MATCHING, cutoff.threshold()) / MATCHING.length);
        }
    }

    /** (k + 1) / (m + 1). */
    private static double claim(double threshold) {
        return (above(OTHERS, threshold) + 1) / (OTHERS.length + 1);
    }

    private static double above(double[] scores, double threshold) {
        return Arrays.stream(scores).filter(x -> x > threshold).count();
    }

    /** The largest but k + 1 of ten raised 18 % for 10 % when k was 1. */
    @Test
    void should_raise_no_more_false_positives_than_it_says() {
        SplittableRandom random = new SplittableRandom(6);
        for (Object[] one :
                new Object[][] {{10, 0.1, 1 / 11.0}, {9, 0.1, 0.1}, {40, 0.1, 4 / 41.0}, {40, 0.05, 2 / 41.0}}) {
            int alarms = 0;
            for (int run = 0; run < 20_000; run++) {
                double[] others = Population.SKEWED_RIGHT.sample((int) one[0], 0.2, 0.03, random);
                double next = Population.SKEWED_RIGHT.sample(1, 0.2, 0.03, random)[0];
                alarms += next
                                > new RocCurve(new double[] {0.3}, others)
                                        .cutoff((double) one[1])
                                        .threshold()
                        ? 1
                        : 0;
            }
            assertThat(alarms / 20_000.0).isCloseTo((double) one[2], within(0.007));
        }
    }

    @Test
    void should_refuse_rates_that_too_few_pairs_can_promise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RocCurve(MATCHING, OTHERS).cutoff(0.001))
                .withMessage("false positive rate [0.001] needs at least 999 non-matching pairs, but there are 120");
        RocCurve nine = new RocCurve(MATCHING, Arrays.copyOf(OTHERS, 9));
        assertThat(nine.cutoff(0.1).threshold())
                .isEqualTo(Arrays.stream(OTHERS).limit(9).max().orElseThrow());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nine.cutoff(0.09))
                .withMessage("false positive rate [0.09] needs at least 11 non-matching pairs, but there are 9");
    }

    @Test
    void should_fit_the_curve_that_scipys_minimiser_finds() {
        MatchProbability probability = MatchProbability.fit(MATCHING, OTHERS);

        assertThat(probability.slope()).isCloseTo(EXPECTED.number("slope"), within(1e-3));
        assertThat(probability.intercept()).isCloseTo(EXPECTED.number("intercept"), within(1e-3));
        assertThat(probability.of(probability.cosineAt(0.9))).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void should_be_right_as_often_as_it_says_for_normal_cosines() {
        SplittableRandom random = new SplittableRandom(8);
        MatchProbability fitted = MatchProbability.fit(
                Population.NORMAL.sample(4000, 0.28, 0.03, random), Population.NORMAL.sample(9000, 0.20, 0.03, random));

        for (double cosine = 0.15; cosine < 0.33; cosine += 0.02) {
            double truth = 1 / (1 + Math.exp(-0.08 / 0.0009 * (cosine - 0.24)));
            assertThat(fitted.of(cosine)).isCloseTo(truth, within(0.03));
        }
    }

    @Test
    void should_not_be_certain_if_the_pairs_are_separable_and_few() {
        MatchProbability probability = MatchProbability.fit(new double[] {0.3, 0.31}, new double[] {0.1, 0.12});

        // SciPy's minimum for Platt's targets of 3/4 and 1/4
        assertThat(probability.of(0.3)).isCloseTo(0.738103, within(1e-6));
        assertThat(probability.of(0.1)).isCloseTo(0.230287, within(1e-6));
    }

    @Test
    void should_refuse_scores_that_nothing_tells_apart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatchProbability.fit(new double[] {0.25}, new double[] {0.25}))
                .withMessage("all scores are [0.25]: no curve can separate them");
    }

    @Test
    void should_hold_all_that_a_threshold_needs() {
        Calibration calibration = Calibration.of(MATCHING, OTHERS);

        assertThat(calibration.matching()).isEqualTo(Sample.of(MATCHING));
        assertThat(calibration.rocArea()).isCloseTo(EXPECTED.number("area"), within(1e-12));
        assertThat(calibration.cutoffs()).extracting(Cutoff::falsePositiveRate).containsExactly(0.01, 0.05, 0.1);
    }

    @Test
    void should_pair_each_picture_with_prompts_of_others_only() {
        List<Embedding> prompts = List.of(Vectors.of(1, 0, 0), Vectors.of(0, 1, 0), Vectors.of(0, 0, 1));
        assertThat(cosines(prompts, 5)).hasSize(6).containsOnly(0.0);

        List<Embedding> twice = List.of(prompts.get(0), prompts.get(1), prompts.get(0));
        assertThat(cosines(twice, 5)).hasSize(4).containsOnly(0.0);

        List<Embedding> same = Collections.nCopies(3, prompts.get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MismatchedPair.of(same, same, 1))
                .withMessage("all [3] prompts are the same: calibration needs pairs that do not match");
    }

    private static List<Double> cosines(List<Embedding> pairs, int times) {
        return MismatchedPair.of(pairs, pairs, times).stream()
                .map(MismatchedPair::cosine)
                .toList();
    }

    @Test
    void should_give_the_percentile_ranks_of_scipy() {
        for (Reference expected : EXPECTED.list("rank")) {
            assertThat(PercentileRank.of(expected.number("score"), OTHERS))
                    .isCloseTo(expected.number("percent"), within(1e-9));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PercentileRank.of(0.2))
                .withMessage("number of other scores [0] must be at least 1");
    }
}
