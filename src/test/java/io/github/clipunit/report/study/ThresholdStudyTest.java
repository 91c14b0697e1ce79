package io.github.clipunit.report.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.HalfFloat;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.CheckVectors;
import io.github.clipunit.report.data.CheckedImage;
import io.github.clipunit.report.data.Origin;
import io.github.clipunit.report.data.TestLabel;
import io.github.clipunit.report.data.ThresholdAdvice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThresholdStudyTest {

    /** Three pictures on a plane, so that every cosine can be checked by hand: cos 0°, 60°, 30° and so on. */
    @Test
    void should_compare_each_picture_with_its_own_and_the_other_prompts() {
        Map<String, Embedding> prompts = new LinkedHashMap<>();
        prompts.put("east", angle(0));
        prompts.put("north", angle(90));
        ThresholdStudy study = new ThresholdStudy();
        study.add(angle(30), Set.of("east"), prompts);
        study.add(angle(75), Set.of("north"), prompts);

        ThresholdAdvice advice = study.advice("FoxTest", "model");

        assertThat(advice.matching().get(0)).isCloseTo(Math.sqrt(3) / 2, within(1e-6));
        assertThat(advice.matching().get(1)).isCloseTo(Math.cos(Math.toRadians(15)), within(1e-6));
        assertThat(advice.shuffledPairs()).isEqualTo(2);
        assertThat(advice.separation()).isEqualTo(1);
        ThresholdAdvice.Suggestion only = advice.suggestions().get(0);
        assertThat(advice.suggestions()).hasSize(1);
        assertThat(only.falseAlarms()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(only.threshold()).isEqualTo(0.8660);
        assertThat(only.missed()).isZero();
        // cos 30° - sin 30° = 0.36603, cos 15° - sin 15° = 0.70711
        assertThat(only.margin()).isEqualTo(0.3660);
    }

    @Test
    void should_take_no_second_prompt_of_a_picture_for_a_rival() {
        Map<String, Embedding> prompts = new LinkedHashMap<>();
        prompts.put("east", angle(0));
        prompts.put("right", angle(1));
        prompts.put("north", angle(90));
        ThresholdStudy study = new ThresholdStudy();
        study.add(angle(0), Set.of("east", "right"), prompts);

        ThresholdAdvice advice = study.advice("FoxTest", "model");

        assertThat(advice.matching()).hasSize(2);
        assertThat(advice.suggestions().get(0).margin()).isGreaterThan(0.99);
    }

    @Test
    void should_count_as_many_wins_as_comparing_every_two_pairs() {
        Random random = new Random(11);
        Map<String, Embedding> prompts = new LinkedHashMap<>();
        List<Embedding> pictures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            prompts.put("p" + i, random(random));
            pictures.add(random(random));
        }
        ThresholdStudy study = new ThresholdStudy();
        List<Double> good = new ArrayList<>();
        List<Double> bad = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            study.add(pictures.get(i), Set.of("p" + i), prompts);
            for (int j = 0; j < 12; j++) {
                (i == j ? good : bad).add(pictures.get(i).cosine(prompts.getOrDefault("p" + j, angle(0))));
            }
        }
        double wins = 0;
        for (double g : good) {
            for (double b : bad) {
                wins += g > b ? 1 : g == b ? 0.5 : 0;
            }
        }

        ThresholdAdvice advice = study.advice("FoxTest", "model");

        assertThat(advice.separation()).isCloseTo(wins / (good.size() * bad.size()), within(1e-12));
        assertThat(advice.histogram().matching().stream().mapToInt(n -> n).sum())
                .isEqualTo(12);
        assertThat(advice.histogram().shuffled().stream().mapToInt(n -> n).sum())
                .isEqualTo(132);
        double threshold = advice.suggestions().get(0).threshold();
        assertThat(advice.suggestions().get(0).missed())
                .isEqualTo((double) bad.stream().filter(b -> b > threshold).count() / 132);
    }

    /** Draws many samples and one further picture each: it must fail no more often than was stated. */
    @Test
    void should_hold_the_stated_rate_of_false_alarms() {
        Random random = new Random(3);
        int trials = 3000;
        int alarms = 0;
        double stated = 0;
        for (int trial = 0; trial < trials; trial++) {
            Map<String, Embedding> prompts = Map.of("east", angle(0), "north", angle(90));
            ThresholdStudy study = new ThresholdStudy();
            for (int i = 0; i < 39; i++) {
                study.add(angle(20 + 8 * random.nextGaussian()), Set.of("east"), prompts);
            }
            // Of 39, the second smallest is the one for five in a hundred.
            ThresholdAdvice.Suggestion five =
                    study.advice("FoxTest", "model").suggestions().get(1);
            stated = five.falseAlarms();
            double next = angle(20 + 8 * random.nextGaussian()).cosine(angle(0));
            alarms += next > five.threshold() ? 0 : 1;
        }

        assertThat(stated).isEqualTo(0.05);
        // Three standard errors of 3,000 trials at 0.05 are 0.012; rounding the threshold down lowers the rate a
        // little.
        assertThat((double) alarms / trials).isBetween(0.035, 0.062);
    }

    @Test
    void should_study_each_class_against_the_prompts_of_the_whole_run() {
        List<CheckEntry> checks = List.of(
                entry("a.FoxTest", "A fox", 1, Relation.ABOVE),
                entry("a.FoxTest", "a  FOX ", 2, Relation.ABOVE),
                entry("a.BoatTest", "a boat", 3, Relation.ABOVE),
                entry("a.BoatTest", "a face", 4, Relation.BELOW));

        List<ThresholdAdvice> advice = ThresholdStudies.of(checks);

        assertThat(advice).extracting(ThresholdAdvice::className).containsExactly("a.BoatTest", "a.FoxTest");
        // The picture that must not show a face makes no matching pair, but "a face" is a prompt to be told from.
        assertThat(advice.get(0).matching()).hasSize(1);
        assertThat(advice.get(0).shuffledPairs()).isEqualTo(2);
        assertThat(advice.get(1).matching()).hasSize(2);
        assertThat(advice.get(1).shuffledPairs()).isEqualTo(4);
    }

    @Test
    void should_give_no_advice_where_all_pictures_share_one_prompt() {
        assertThat(ThresholdStudies.of(List.of(
                        entry("a.FoxTest", "a fox", 1, Relation.ABOVE),
                        entry("a.FoxTest", "a fox", 2, Relation.ABOVE))))
                .isEmpty();
    }

    private static CheckEntry entry(String className, String prompt, int sequence, Relation relation) {
        String picture = String.format("%064x", sequence);
        return new CheckEntry(
                "id" + sequence,
                new Origin("run", "module", "1-1", 0, sequence),
                "2026-11-02T09:30:00.000Z",
                new TestLabel(className, null, null, "id" + sequence, className),
                "clip score",
                true,
                Measurement.of("CLIP score", 0.3, relation, 0.2),
                prompt,
                "model",
                0.3,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(new CheckedImage(picture, "x.png", "PNG", 8, 8, null)),
                null,
                null,
                new CheckVectors(
                        List.of(HalfFloat.encode(angle(10 * sequence).toArray())),
                        HalfFloat.encode(angle(10 * prompt.strip().length()).toArray())),
                1,
                List.of());
    }

    private static Embedding angle(double degrees) {
        return Embedding.of((float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees)));
    }

    private static Embedding random(Random random) {
        float[] vector = new float[16];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Embedding.of(vector);
    }
}
