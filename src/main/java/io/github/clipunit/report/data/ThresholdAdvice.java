package io.github.clipunit.report.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What number to write in the tests of one class: how its matching pairs score, how its pictures score with prompts that
 * are not theirs, and the thresholds that follow.
 *
 * @param className the test class
 * @param model the model behind the scores
 * @param matching the scores of the pictures with their own prompts, ascending
 * @param shuffledPairs how many pairs of a picture with a prompt of another picture were scored
 * @param separation the probability that a matching pair outscores a shuffled one, ties counted half: the area under the
 *     ROC curve, in [0, 1]
 * @param histogram both distributions in bins
 * @param suggestions thresholds and margins, the one with the fewest false positives first
 * @param useful whether the first suggestion is worth to be copied
 * @param reason why it is not, or null
 * @param newPrompts the share of pictures of further prompts that would fail the first suggestion, or null where that
 *     cannot be told
 */
public record ThresholdAdvice(
        String className,
        String model,
        List<Double> matching,
        int shuffledPairs,
        double separation,
        Histogram histogram,
        List<Suggestion> suggestions,
        boolean useful,
        @Nullable String reason,
        @Nullable Double newPrompts) {

    /**
     * Counts of scores in bins of equal width.
     *
     * @param from where the first bin starts
     * @param to where the last bin ends
     */
    public record Histogram(double from, double to, List<Integer> matching, List<Integer> shuffled) {}

    /**
     * A threshold and a margin, and what they cost.
     *
     * @param falsePositives the rate at which further matching pictures are said to fail, in (0, 1)
     * @param upper the real rate lies below this in 95 of 100 cases
     * @param ofFifty the chance that one of 50 such checks fails
     * @param threshold the score to be above
     * @param missed the share of shuffled pairs that would pass the threshold
     * @param margin the lead over the best other prompt to be above; may be negative
     * @param missedByMargin the share of shuffled pairs that would pass the margin
     */
    public record Suggestion(
            double falsePositives,
            double upper,
            double ofFifty,
            double threshold,
            double missed,
            double margin,
            double missedByMargin) {}
}
