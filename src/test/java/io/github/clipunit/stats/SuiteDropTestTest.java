package io.github.clipunit.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.sets.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuiteDropTestTest {

    private static final SuiteDropTest TEST = new SuiteDropTest(0.01);

    @Test
    void should_give_the_paired_p_value_of_scipy() {
        Reference expected = Reference.of("statistics.json").get("paired");
        double[] golden = expected.numbers("golden");
        double[] current = expected.numbers("current");
        List<PromptSamples> prompts = IntStream.range(0, golden.length)
                .mapToObj(i -> new PromptSamples("prompt " + i, Sample.of(golden[i]), Sample.of(current[i])))
                .toList();

        SuiteVerdict verdict = new SuiteDropTest(expected.number("tolerance")).test(prompts);

        assertThat(verdict.adjustedPValue()).isCloseTo(expected.number("p"), within(1e-9));
        assertThat(verdict.prompts()).allMatch(prompt -> prompt.own() == null && !prompt.fell());
    }

    @Test
    void should_name_the_prompt_that_fell_alone() {
        List<PromptSamples> prompts = List.of(
                new PromptSamples("a fox", Sample.of(0.30, 0.31, 0.29, 0.30), Sample.of(0.30, 0.31, 0.29, 0.30)),
                new PromptSamples("a hen", Sample.of(0.30, 0.31, 0.29, 0.30), Sample.of(0.20, 0.21, 0.19, 0.20)),
                new PromptSamples("a cow", Sample.of(0.25), Sample.of(0.26)));

        SuiteVerdict verdict = TEST.test(prompts);

        assertThat(verdict.fellOverall()).isFalse();
        assertThat(verdict.regressed()).isTrue();
        assertThat(verdict.fallen())
                .extracting(prompt -> prompt.samples().prompt())
                .containsExactly("a hen");
        PromptVerdict hen = verdict.fallen().get(0);
        double own = Objects.requireNonNull(hen.own()).pValue();
        assertThat(hen.adjustedPValue()).as("two prompts, half of alpha").isCloseTo(4 * own, within(1e-12));
    }

    @Test
    void should_see_prompts_that_fell_together_though_each_has_one_picture() {
        List<PromptSamples> prompts = IntStream.range(0, 12)
                .mapToObj(i -> new PromptSamples(
                        "prompt " + i, Sample.of(0.20 + 0.01 * i), Sample.of(0.17 + 0.01 * i + 0.001 * (i % 3))))
                .toList();

        assertThat(TEST.test(prompts).fellOverall()).isTrue();
    }

    @Test
    void should_test_one_prompt_as_a_drop_test_does() {
        Sample golden = Sample.of(0.30, 0.31, 0.29);
        Sample current = Sample.of(0.28, 0.29, 0.26);

        SuiteVerdict verdict = TEST.test(List.of(new PromptSamples("a fox", golden, current)));

        assertThat(verdict.overall()).isNull();
        assertThat(verdict.prompts().get(0).adjustedPValue())
                .isEqualTo(new DropTest(0.01).test(golden, current).pValue());
    }

    @Test
    void should_keep_the_false_positive_rate_for_the_whole_suite() {
        SplittableRandom random = new SplittableRandom(3);
        int runs = 5000;
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            alarms += TEST.test(suiteAtTolerance(random)).regressed() ? 1 : 0;
        }

        assertThat((double) alarms / runs).isBetween(0.005, 0.015);
    }

    private static List<PromptSamples> suiteAtTolerance(SplittableRandom random) {
        List<PromptSamples> prompts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            double mean = 0.2 + 0.02 * i;
            prompts.add(new PromptSamples(
                    "prompt " + i,
                    Sample.of(Population.NORMAL.sample(4, mean, 0.02, random)),
                    Sample.of(Population.NORMAL.sample(4, mean - 0.01, 0.02, random))));
        }
        return prompts;
    }

    @Test
    void should_refuse_a_single_prompt_with_single_scores() {
        PromptSamples only = new PromptSamples("a fox", Sample.of(0.3), Sample.of(0.2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.test(List.of(only)))
                .withMessage("prompts [1] must be at least two, or one with several scores:"
                        + " otherwise the noise is unknown");
    }
}
