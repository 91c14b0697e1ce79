package io.github.clipunit.report.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Suggested thresholds for the tests of one class: the scores of its matching pairs, the scores of its pictures with
 * other prompts, and the thresholds that follow from both.
 *
 * @param className the test class
 * @param model the model behind the scores
 * @param matching the scores of the pictures with their own prompts, ascending
 * @param shuffledPairs the number of scored pairs of a picture with a prompt of another picture
 * @param separation the probability that a matching pair outscores a shuffled one, with ties counted half: the area
 *     under the ROC curve, in [0, 1]
 * @param histogram both distributions in bins
 * @param suggestions thresholds and margins, the one with the fewest false positives first
 * @param useful whether the first suggestion is worth using
 * @param reason why it is not worth using, or null
 * @param newPrompts the share of pictures of new prompts that would fail the first suggestion, or null if it is unknown
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
     * The numbers of scores in bins of equal width.
     *
     * @param from the start of the first bin
     * @param to the end of the last bin
     */
    public record Histogram(double from, double to, List<Integer> matching, List<Integer> shuffled) {}

    /**
     * A threshold and a margin, and their error rates.
     *
     * @param falsePositives the expected rate at which further matching pictures fail, in (0, 1)
     * @param upper an upper limit for the true rate, which holds in 95 of 100 cases
     * @param ofFifty the probability that at least one of 50 checks fails
     * @param threshold the score must be above this number
     * @param missed the share of shuffled pairs that would pass the threshold
     * @param margin the lead over the best other prompt must be above this number; may be negative
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
