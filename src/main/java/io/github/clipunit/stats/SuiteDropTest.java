package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test of whether the scores of several prompts fell by more than a tolerance, as a whole or for single prompts, with
 * one false positive rate for everything.
 *
 * <p>As a whole: a paired one-sided t test (Student 1908) on the drops of the prompts' means, so that prompts may
 * differ in how well they score. For single prompts: a {@link DropTest} for each prompt that has several scores, with
 * its p-value corrected by Holm's method (1979). If both are possible, each gets half of alpha, so that adjusted
 * p-values are doubled; if only one is possible (one prompt, or one picture per prompt), it gets all of alpha.
 *
 * @param tolerance the permitted drop, as a difference of cosines, at least 0
 * @param alpha how often a suite is reported in which nothing fell by more than the tolerance, between 0 and 0.5
 */
public record SuiteDropTest(double tolerance, double alpha) {

    public SuiteDropTest {
        Demands.requireNotNegative("tolerance", tolerance);
        Demands.requireBetween(0, 0.5, "alpha", alpha);
    }

    /** Creates a test at {@link DropTest#DEFAULT_ALPHA}. */
    public SuiteDropTest(double tolerance) {
        this(tolerance, DropTest.DEFAULT_ALPHA);
    }

    /**
     * Tests whether the prompts fell.
     *
     * @param prompts the scores of each prompt, in the order that the verdict will have
     * @throws IllegalArgumentException if there are no prompts, or only one with a single score on each side
     */
    public SuiteVerdict test(List<PromptSamples> prompts) {
        DropTest test = new DropTest(tolerance, alpha);
        boolean paired = prompts.size() > 1;
        boolean single = prompts.stream().anyMatch(PromptSamples::isTestable);
        if (!paired && !single) {
            throw new IllegalArgumentException("prompts [" + prompts.size()
                    + "] must be at least two, or one with several scores: otherwise the noise is unknown");
        }
        int share = paired && single ? 2 : 1;
        DropVerdict overall = paired ? DropVerdict.of(Difference.paired(drops(prompts)), tolerance, alpha) : null;
        double adjusted = overall == null ? 1 : Math.min(1, share * overall.pValue());
        return new SuiteVerdict(overall, adjusted, verdicts(test, prompts, share), alpha);
    }

    private static Sample drops(List<PromptSamples> prompts) {
        return Sample.of(prompts.stream().mapToDouble(PromptSamples::drop).toArray());
    }

    private List<PromptVerdict> verdicts(DropTest test, List<PromptSamples> prompts, int share) {
        List<@Nullable DropVerdict> own = new ArrayList<>();
        for (PromptSamples prompt : prompts) {
            own.add(prompt.isTestable() ? test.test(prompt) : null);
        }
        double[] adjusted = Holm.adjust(own.stream()
                .filter(v -> v != null)
                .mapToDouble(DropVerdict::pValue)
                .toArray());
        List<PromptVerdict> verdicts = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < own.size(); i++) {
            DropVerdict verdict = own.get(i);
            double pValue = verdict == null ? 1 : Math.min(1, share * adjusted[next++]);
            verdicts.add(new PromptVerdict(prompts.get(i), verdict, pValue, pValue <= alpha));
        }
        return verdicts;
    }
}
