package io.github.clipunit.calibration;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.stats.RocArea;
import java.util.Arrays;

/**
 * How well a threshold tells scores that should be high from scores that should be low (Fawcett 2006, Pattern
 * Recognition Letters 27, pages 861 to 874).
 *
 * @hidden
 */
public final class RocCurve {

    private final double[] positives;
    private final double[] negatives;

    /**
     * The curve of two sets of scores.
     *
     * @param positives the scores of pairs that match, at least one
     * @param negatives the scores of pairs that do not, at least one
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

    /** The probability that a matching pair scores above a non-matching one, as {@link RocArea} counts it. */
    double area() {
        return RocArea.ofSorted(positives, negatives);
    }

    /**
     * The lowest threshold that one more non-matching pair exceeds with at most the given probability: of m such scores the
     * one with k above it where {@code (k + 1) / (m + 1)} is still within the rate, since the new score is as likely as any of
     * them to take each place (Vovk, Gammerman and Shafer 2005, "Algorithmic learning in a random world", section 2.2). That
     * holds over all draws of exchangeable scores, the calibration's and the new one.
     *
     * @param falsePositiveRate the probability, below 1; at least 1 / (m + 1), or no threshold can promise it
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
