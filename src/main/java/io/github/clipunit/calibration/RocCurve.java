package io.github.clipunit.calibration;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.stats.RocArea;
import java.util.Arrays;

/**
 * Measures how well a threshold separates scores that should be high from scores that should be low (Fawcett 2006,
 * Pattern Recognition Letters 27, pages 861 to 874).
 *
 * @hidden
 */
public final class RocCurve {

    private final double[] positives;
    private final double[] negatives;

    /**
     * Creates the curve of two sets of scores.
     *
     * @param positives the scores of pairs that match, at least one
     * @param negatives the scores of pairs that do not match, at least one
     * @throws IllegalArgumentException if a set is empty or a score is NaN or infinite
     */
    public RocCurve(double[] positives, double[] negatives) {
        this.positives = sorted("matching scores", positives);
        this.negatives = sorted("non-matching scores", negatives);
    }

    private static double[] sorted(String name, double[] scores) {
        Demands.requireAtLeast(1, "number of " + name, scores.length);
        Demands.requireFinite(name, scores);
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Returns the probability that a matching pair scores above a non-matching one, as {@link RocArea} counts it. */
    double area() {
        return RocArea.ofSorted(positives, negatives);
    }

    /**
     * Returns the lowest threshold that another non-matching pair exceeds with at most the given probability. Of m
     * scores, it is the one with k scores above it for the largest k with {@code (k + 1) / (m + 1)} within the rate,
     * because the new score is equally likely to take each rank (Vovk, Gammerman and Shafer 2005, "Algorithmic learning
     * in a random world", section 2.2). The probability is over all draws of exchangeable scores: the calibration's and
     * the new one.
     *
     * @param falsePositiveRate the probability, below 1; at least 1 / (m + 1), because no threshold can guarantee less
     * @throws IllegalArgumentException if there are too few non-matching pairs for the rate
     */
    Cutoff cutoff(double falsePositiveRate) {
        Demands.requireBetween(0, 1, "false positive rate", falsePositiveRate);
        if (negatives.length < Cutoff.fewest(falsePositiveRate)) {
            throw new IllegalArgumentException("false positive rate [" + falsePositiveRate + "] needs at least "
                    + Cutoff.fewest(falsePositiveRate) + " non-matching pairs, but there are " + negatives.length);
        }
        int rank = (int) Math.floor(falsePositiveRate * (negatives.length + 1) + 1e-9);
        double threshold = negatives[negatives.length - rank];
        return new Cutoff(falsePositiveRate, threshold, (double) above(threshold) / positives.length);
    }

    private int above(double threshold) {
        return (int) Arrays.stream(positives).filter(score -> score > threshold).count();
    }
}
