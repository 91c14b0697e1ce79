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
import io.github.clipunit.report.data.TestEntry;
import io.github.clipunit.report.data.TestLabel;
import io.github.clipunit.report.data.TestStatus;
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
        assertThat(only.falsePositives()).isCloseTo(2 / 3.0, within(1e-12));
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

    /** Draws many suites and further pictures for each: how often those fail must be as was said. */
    @Test
    void should_say_how_often_further_pictures_fail() {
        Random random = new Random(3);
        Map<String, Embedding> prompts = Map.of("east", angle(0), "north", angle(90));
        int suites = 1500;
        int above = 0;
        int alarms = 0;
        int redRuns = 0;
        ThresholdAdvice.Suggestion first = new ThresholdAdvice.Suggestion(0, 0, 0, 0, 0, 0, 0);
        for (int suite = 0; suite < suites; suite++) {
            ThresholdStudy study = new ThresholdStudy();
            for (int i = 0; i < 100; i++) {
                study.add(angle(20 + 8 * random.nextGaussian()), Set.of("east"), prompts);
            }
            first = study.advice("FoxTest", "model").suggestions().get(0);
            int failed = 0;
            int further = 1000;
            for (int i = 0; i < further; i++) {
                boolean fails = angle(20 + 8 * random.nextGaussian()).cosine(angle(0)) <= first.threshold();
                failed += fails ? 1 : 0;
                redRuns += i < 50 && fails && failed == 1 ? 1 : 0;
            }
            alarms += failed;
            above += (double) failed / further > first.upper() ? 1 : 0;
        }

        // The least of a hundred: (1 + 1) / 101; 1 - 0.05^(1/100); 1 - 100/150.
        assertThat(first.falsePositives()).isCloseTo(0.0198, within(1e-4));
        assertThat(first.upper()).isCloseTo(0.0295, within(1e-4));
        assertThat(first.ofFifty()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat((double) alarms / suites / 1000).isLessThan(first.falsePositives());
        // Five standard errors of 1,500 suites: 0.028 and 0.061. Rounding down makes the rates a little lower.
        assertThat((double) above / suites).isBetween(0.02, 0.08);
        assertThat((double) redRuns / suites).isBetween(0.26, 0.39);
    }

    @Test
    void should_offer_no_line_where_wrong_pairs_would_pass() {
        Random random = new Random(5);
        ThresholdStudy study = new ThresholdStudy();
        Map<String, Embedding> prompts = Map.of("east", angle(0), "next", angle(12));
        for (int i = 0; i < 40; i++) {
            study.add(angle(20 * random.nextGaussian()), Set.of("east"), prompts);
        }

        ThresholdAdvice advice = study.advice("FoxTest", "model");

        assertThat(advice.useful()).isFalse();
        double missed = advice.suggestions().get(0).missed();
        assertThat(missed).isGreaterThan(0.5);
        assertThat(advice.reason())
                .isEqualTo("no threshold to suggest: matching and other pairs overlap so much that "
                        + Math.round(100 * missed)
                        + " % of the others would pass; demand instead that the picture beats wrong prompts, with"
                        + " ratherThan");
    }

    @Test
    void should_offer_no_line_for_a_handful_of_pictures() {
        ThresholdStudy study = new ThresholdStudy();
        Map<String, Embedding> prompts = Map.of("east", angle(0), "north", angle(90));
        for (int i = 0; i < 3; i++) {
            study.add(angle(5 * i), Set.of("east"), prompts);
        }

        assertThat(study.advice("FoxTest", "model").reason())
                .isEqualTo(
                        "no threshold to suggest: 3 accepted pictures are too few, because up to 50 % of further good"
                                + " pictures would fail; 9 or more are enough");
    }

    /** Pictures of one prompt are like each other, and unlike those of the next: each prompt has an angle of its own. */
    @Test
    void should_say_that_new_prompts_fare_worse() {
        Random random = new Random(8);
        ThresholdStudy study = new ThresholdStudy();
        Map<String, Embedding> prompts = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            prompts.put("p" + i, angle(18 * i));
        }
        int failed = 0;
        for (int i = 0; i < 20; i++) {
            double off = 5 + 20 * i / 19.0;
            for (int j = 0; j < 5; j++) {
                study.add(angle(18 * i + off + random.nextDouble()), Set.of("p" + i), prompts);
            }
            failed += i == 19 ? 5 : 0; // farther off than those of all other prompts
        }

        ThresholdAdvice advice = study.advice("FoxTest", "model");

        assertThat(advice.suggestions().get(0).falsePositives()).isCloseTo(2 / 101.0, within(1e-12));
        assertThat(advice.newPrompts()).isEqualTo((failed + 1) / 101.0);
    }

    @Test
    void should_study_each_class_against_the_prompts_of_the_whole_run() {
        List<TestEntry> checks = List.of(
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

    /** Pictures that were refused must not move the threshold to where they pass. */
    @Test
    void should_learn_from_accepted_pictures_only() {
        List<TestEntry> accepted = List.of(
                entry("a.FoxTest", "a fox", 5, Relation.ABOVE),
                entry("a.FoxTest", "a sailing boat", 14, Relation.ABOVE));
        List<TestEntry> all = new ArrayList<>(accepted);
        all.add(entry("a.FoxTest", "a fox", 30, Relation.ABOVE, false, TestStatus.FAILED));
        all.add(entry("a.FoxTest", "a fox", 31, Relation.ABOVE, false, TestStatus.PASSED));
        all.add(entry("a.FoxTest", "a fox", 32, Relation.ABOVE, true, TestStatus.ERROR));

        assertThat(ThresholdStudies.of(all))
                .isEqualTo(ThresholdStudies.of(accepted))
                .hasSize(1);
    }

    @Test
    void should_give_no_advice_where_all_pictures_share_one_prompt() {
        assertThat(ThresholdStudies.of(List.of(
                        entry("a.FoxTest", "a fox", 1, Relation.ABOVE),
                        entry("a.FoxTest", "a fox", 2, Relation.ABOVE))))
                .isEmpty();
    }

    private static TestEntry entry(String className, String prompt, int sequence, Relation relation) {
        return entry(className, prompt, sequence, relation, true, TestStatus.PASSED);
    }

    private static TestEntry entry(
            String className, String prompt, int sequence, Relation relation, boolean passed, TestStatus status) {
        String picture = String.format("%064x", sequence);
        CheckEntry check = new CheckEntry(
                "id" + sequence,
                "2026-11-02T09:30:00.000Z",
                "clip score",
                passed,
                Measurement.of("CLIP score", 0.3, relation, 0.2),
                prompt,
                "model",
                null,
                0.3,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(new CheckedImage(picture, "x.png", "PNG", 8, 8, null, null)),
                null,
                null,
                new CheckVectors(
                        List.of(HalfFloat.encode(angle(10 * sequence).toArray())),
                        HalfFloat.encode(angle(10 * prompt.strip().length()).toArray())),
                List.of());
        return new TestEntry(
                "id" + sequence,
                new Origin("run", "module", "1-1", 0, sequence),
                "2026-11-02T09:30:00.000Z",
                10L,
                new TestLabel(className, null, null, "id" + sequence, className),
                null,
                status,
                1,
                false,
                null,
                List.of(check));
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
