package io.github.clipunit.stats;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SuiteDropTest} found.
 *
 * @param overall the paired test over prompts before any correction, or null where there is one prompt
 * @param adjustedPValue the paired test's p-value, corrected for the tests of single prompts, in [0, 1]
 * @param prompts what was found for each prompt, in the order they were given
 * @param alpha the false positive rate of the whole suite
 */
public record SuiteVerdict(
        @Nullable DropVerdict overall, double adjustedPValue, List<PromptVerdict> prompts, double alpha) {

    public SuiteVerdict {
        prompts = List.copyOf(prompts);
    }

    /** Whether the prompts fell together. */
    public boolean fellOverall() {
        return adjustedPValue <= alpha;
    }

    /** The prompts that fell, each by its own test. */
    public List<PromptVerdict> fallen() {
        return prompts.stream().filter(PromptVerdict::fell).toList();
    }

    /** The smallest of the corrected p-values: those of the prompts, and that of all of them together. */
    public double lowestPValue() {
        return prompts.stream().mapToDouble(PromptVerdict::adjustedPValue).reduce(adjustedPValue, Math::min);
    }

    /** The test that speaks for all of it: the paired one over prompts, or where there is one prompt, that prompt's own. */
    public DropVerdict whole() {
        return overall == null ? Objects.requireNonNull(prompts.get(0).own()) : overall;
    }

    /**
     * How often chance alone reports a regression where nothing fell at all: the sum of {@link DropVerdict#falsePositiveRate()}
     * over the tests at the levels that the corrections leave them, which is no less than the truth.
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

    /** Whether the suite regressed: as a whole, or in at least one prompt. */
    public boolean regressed() {
        return fellOverall() || !fallen().isEmpty();
    }
}
