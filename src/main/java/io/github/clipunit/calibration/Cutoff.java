package io.github.clipunit.calibration;

/**
 * A threshold and its error rates.
 *
 * @param falsePositiveRate an upper limit for the probability that another non-matching pair scores above the threshold
 * @param threshold the score that a matching pair must exceed
 * @param detectionRate the share of matching pairs that exceed it
 * @hidden
 */
public record Cutoff(double falsePositiveRate, double threshold, double detectionRate) {

    /** Returns how many non-matching pairs a rate needs. */
    public static int fewest(double falsePositiveRate) {
        return (int) Math.ceil(1 / falsePositiveRate - 1e-9) - 1;
    }
}
