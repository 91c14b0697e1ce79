package io.github.clipunit.stats;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link SuiteDropTest}.
 *
 * @param overall the paired test over prompts before any correction, or null if there is one prompt
 * @param adjustedPValue the paired test's p-value, corrected for the tests of single prompts, in [0, 1]
 * @param prompts the result for each prompt, in the order given
 * @param alpha the false positive rate of the whole suite
 */
public record SuiteVerdict(
        @Nullable DropVerdict overall, double adjustedPValue, List<PromptVerdict> prompts, double alpha) {

    public SuiteVerdict {
        prompts = List.copyOf(prompts);
    }

    /** Returns whether the prompts fell as a whole. */
    public boolean fellOverall() {
        return adjustedPValue <= alpha;
    }

    /** Returns the prompts that fell by their own tests. */
    public List<PromptVerdict> fallen() {
        return prompts.stream().filter(PromptVerdict::fell).toList();
    }

    /** Returns the smallest of the corrected p-values of the prompts and of the suite as a whole. */
    public double lowestPValue() {
        return prompts.stream().mapToDouble(PromptVerdict::adjustedPValue).reduce(adjustedPValue, Math::min);
    }

    /** Returns the test of the suite as a whole: the paired test over prompts, or the own test of a single prompt. */
    public DropVerdict whole() {
        return overall == null ? Objects.requireNonNull(prompts.get(0).own()) : overall;
    }

    /**
     * Returns how often chance alone reports a regression if nothing fell: the sum of
     * {@link DropVerdict#falsePositiveRate()} over the tests at their corrected levels, which is an upper limit.
     */
    public double falsePositiveRate() {
        List<DropVerdict> own = prompts.stream()
                .map(PromptVerdict::own)
                .filter(Objects::nonNull)
                .toList();
        int share = overall != null && !own.isEmpty() ? 2 : 1;
        double rate = overall == null ? 0 : overall.at(alpha / share).falsePositiveRate();
        for (DropVerdict verdict : own) {
            rate += verdict.at(alpha / share / own.size()).falsePositiveRate();
        }
        return rate;
    }

    /** Returns whether the suite regressed, as a whole or in at least one prompt. */
    public boolean regressed() {
        return fellOverall() || !fallen().isEmpty();
    }
}
