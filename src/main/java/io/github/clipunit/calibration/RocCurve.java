package io.github.clipunit.calibration;

import io.github.clipunit.stats.Demands;
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
     * The lowest threshold that at most the given share of non-matching pairs scores above.
     *
     * @param falseAlarmRate the share, at least one over the number of non-matching pairs, below 1
     * @throws IllegalArgumentException if there are too few non-matching pairs to know the rate
     */
    Cutoff cutoff(double falseAlarmRate) {
        Demands.requireBetween(0, 1, "false-alarm rate", falseAlarmRate);
        int allowed = (int) Math.floor(falseAlarmRate * negatives.length + 1e-9);
        if (allowed == 0) {
            throw new IllegalArgumentException("false-alarm rate [" + falseAlarmRate + "] needs at least "
                    + (int) Math.ceil(1 / falseAlarmRate - 1e-9) + " non-matching pairs, but there are "
                    + negatives.length);
        }
        double threshold = negatives[negatives.length - allowed - 1];
        return new Cutoff(falseAlarmRate, threshold, (double) above(threshold) / positives.length);
    }

    private int above(double threshold) {
        return (int) Arrays.stream(positives).filter(score -> score > threshold).count();
    }
}
