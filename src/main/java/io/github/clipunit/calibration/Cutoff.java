package io.github.clipunit.calibration;

/**
 * A threshold and what it costs.
 *
 * @param falsePositiveRate the probability with which one more non-matching pair scores above the threshold, at most
 * @param threshold the score that a matching pair must exceed
 * @param detectionRate the share of matching pairs that do
 * @hidden
 */
public record Cutoff(double falsePositiveRate, double threshold, double detectionRate) {

    /** How many non-matching pairs it takes to promise a rate. */
    public static int fewest(double falsePositiveRate) {
        return (int) Math.ceil(1 / falsePositiveRate - 1e-9) - 1;
    }
}
