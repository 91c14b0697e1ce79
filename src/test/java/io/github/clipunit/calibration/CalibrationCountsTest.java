package io.github.clipunit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipModel;
import io.github.clipunit.internal.Damage;
import io.github.clipunit.sets.Merges;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationCountsTest {

    private static final ClipModel MODEL = ClipModel.of("circle");

    private record Pair(double cosine, boolean matches) {}

    private static List<Pair> pairs() {
        Random random = new Random(5);
        return IntStream.range(0, 400)
                .mapToObj(i -> i % 4 == 0
                        // some tie, as labelled pairs that are there twice do
                        ? new Pair(Math.round(1000 * (0.3 + 0.03 * random.nextGaussian())) / 1000.0, true)
                        : new Pair(0.2 + 0.03 * random.nextGaussian(), false))
                .toList();
    }

    private static double[] cosines(boolean matching) {
        return pairs().stream()
                .filter(pair -> pair.matches() == matching)
                .mapToDouble(Pair::cosine)
                .toArray();
    }

    private static CalibrationCounts counts(List<Pair> pairs) {
        CalibrationCounts counts = CalibrationCounts.of(MODEL);
        pairs.forEach(pair -> counts.add(pair.cosine(), pair.matches()));
        return counts;
    }

    @Test
    void should_give_what_all_cosines_give_however_parts_are_merged() {
        Calibration whole = Calibration.of(cosines(true), cosines(false), 0.01, 0.05);
        for (int seed = 0; seed < 50; seed++) {
            ModelCalibration merged = Merges.atRandom(
                            pairs(),
                            CalibrationCountsTest::counts,
                            part -> CalibrationCounts.ofBytes(part.toBytes()),
                            CalibrationCounts::merge,
                            seed)
                    .calibrate(0.01, 0.05);

            Calibration found = merged.calibration();
            assertThat(found.cutoffs()).isEqualTo(whole.cutoffs());
            assertThat(found.rocArea()).isCloseTo(whole.rocArea(), within(1e-9));
            assertThat(found.matching().mean()).isCloseTo(whole.matching().mean(), within(1e-9));
            assertThat(found.others().deviation()).isCloseTo(whole.others().deviation(), within(1e-9));
            assertThat(found.probability().slope())
                    .isCloseTo(whole.probability().slope(), within(1e-6));
            assertThat(found.probability().cosineAt(0.5))
                    .isCloseTo(whole.probability().cosineAt(0.5), within(1e-9));
            assertThat(merged.matchingDeciles()).isEqualTo(Deciles.of(cosines(true)));
            assertThat(merged).isEqualTo(counts(pairs()).calibrate(0.01, 0.05));
        }
    }

    @Test
    void should_travel_bit_for_bit() {
        CalibrationCounts counts = counts(pairs());
        counts.add(new AlikePrompts(3, List.of("\"a\" and \"b\" (0.987)", "\"a\" and \"\u00e9\" (0.950)")));

        assertThat(CalibrationCounts.ofBytes(counts.toBytes()).toBytes()).isEqualTo(counts.toBytes());
        assertThat(CalibrationCounts.ofJson(counts.toJson()).toBytes()).isEqualTo(counts.toBytes());
        assertThat(CalibrationCounts.ofJson(counts.toJson()).calibrate()).isEqualTo(counts.calibrate());
        assertThat(counts.calibrate().warning()).startsWith("3 of 300 pairs assumed not to match");
        Damage.requireRefused(counts(pairs().subList(0, 5)).toBytes(), CalibrationCounts::ofBytes);
    }

    @Test
    void should_name_the_same_prompts_in_whatever_order_parts_come() {
        List<AlikePrompts> parts = IntStream.range(0, 8)
                .mapToObj(i -> new AlikePrompts(1, List.of("\"" + i * 5 % 8 + "\" and \"x\" (0.990)")))
                .toList();
        AlikePrompts all = parts.stream().reduce(AlikePrompts.NONE, AlikePrompts::and);

        assertThat(all.pairs()).isEqualTo(8);
        assertThat(all.examples()).hasSize(5);
        for (int seed = 0; seed < 20; seed++) {
            assertThat(Merges.atRandom(
                            parts,
                            some -> some.stream().reduce(AlikePrompts.NONE, AlikePrompts::and),
                            part -> part,
                            AlikePrompts::and,
                            seed))
                    .isEqualTo(all);
        }
    }

    @Test
    void should_refuse_counts_of_two_models() {
        CalibrationCounts counts = CalibrationCounts.of(MODEL);
        String digest = MODEL.digest();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.merge(CalibrationCounts.of(ClipModel.of("square"))))
                .withMessage("only counts of one model can be merged, but these are of [circle, " + digest
                        + ", unknown] and [square, " + digest
                        + ", unknown]; count all parts with one model, under one name");
    }

    @Test
    void should_refuse_what_is_no_cosine_and_too_few() {
        CalibrationCounts counts = counts(pairs().subList(0, 4));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.add(Double.NaN, true))
                .withMessage("cosine [NaN] must lie between -1 and 1, as cosines do; divide percent scores by 100");
        assertThatIllegalArgumentException()
                .isThrownBy(counts::calibrate)
                .withMessage("pairs that match [1] must be at least 10, and should be hundreds: fewer say little about"
                        + " scores");
        assertThat(Arrays.stream(cosines(true)).distinct().count()).isLessThan(cosines(true).length);
    }
}
