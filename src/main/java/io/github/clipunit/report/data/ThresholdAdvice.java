package io.github.clipunit.report.data;

import java.util.List;

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
 * @param suggestions thresholds and margins, the one with the fewest false alarms first
 */
public record ThresholdAdvice(
        String className,
        String model,
        List<Double> matching,
        int shuffledPairs,
        double separation,
        Histogram histogram,
        List<Suggestion> suggestions) {

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
     * @param falseAlarms the rate at which a further matching picture is expected to fail, in (0, 1)
     * @param threshold the score to be above
     * @param missed the share of shuffled pairs that would pass the threshold
     * @param margin the lead over the best other prompt to be above; may be negative
     * @param missedByMargin the share of shuffled pairs that would pass the margin
     */
    public record Suggestion(
            double falseAlarms, double threshold, double missed, double margin, double missedByMargin) {}
}
