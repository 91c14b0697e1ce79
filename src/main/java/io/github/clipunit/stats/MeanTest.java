package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A one-sided test of whether the true mean of scores lies below a threshold.
 *
 * <p>Student's t test (Student 1908) has too many false positives if scores have a long upper tail: five times too many
 * with 16 exponential scores. Therefore the larger of two p-values counts: Student's, and the one after Hall's
 * transformation, which removes the skewness of the statistic (Hall 1992, Journal of the Royal Statistical Society B
 * 54, pages 221 to 228): {@code T = sqrt(n) (S + g S^2 / 3 + g^2 S^3 / 27 + g / 6n)}, where S is the distance of the
 * mean from the threshold in standard deviations and g the skewness. docs/statistics.md gives the remaining false
 * positive rates.
 *
 * @param size the number of scores, at least 2
 * @param mean the mean of the scores
 * @param deviation their standard deviation, with {@code size - 1} in the denominator
 * @param skewness their skewness, with {@code size} in the denominator; 0 if all are equal
 */
public record MeanTest(int size, double mean, double deviation, double skewness) {

    /**
     * Creates the test for some scores.
     *
     * @param scores at least two
     */
    public static MeanTest of(double... scores) {
        Demands.requireAtLeast(2, "number of scores", scores.length);
        Sample sample = Sample.of(scores);
        double cubes = Arrays.stream(scores)
                .map(score -> Math.pow(score - sample.mean(), 3))
                .average()
                .orElseThrow();
        double spread = Math.sqrt(sample.squares() / scores.length);
        boolean isExact = sample.deviation() <= DropTest.RESOLUTION;
        return new MeanTest(
                scores.length, sample.mean(), sample.deviation(), isExact ? 0 : cubes / (spread * spread * spread));
    }

    /** Returns the probability of so low a mean if the true mean is no lower than the threshold. */
    public double pValue(double threshold) {
        if (isExact()) {
            return mean < threshold - DropTest.RESOLUTION ? 0 : 1;
        }
        double s = (mean - threshold) / deviation;
        double hall = s + skewness * s * s / 3 + skewness * skewness * s * s * s / 27 + skewness / (6 * size);
        return TDistribution.of(size - 1).cumulativeProbability(Math.sqrt(size) * Math.max(s, hall));
    }

    /** Returns the mean whose p-value is the level, given the same spread and skewness; no higher mean is rejected. */
    public double critical(double threshold, double level) {
        if (isExact()) {
            return threshold - DropTest.RESOLUTION;
        }
        double s = -TDistribution.of(size - 1).inverseSurvivalProbability(level) / Math.sqrt(size);
        double hall = skewness == 0 ? s : 3 / skewness * (Math.cbrt(1 + skewness * (s - skewness / (6 * size))) - 1);
        return threshold + deviation * Math.min(s, hall);
    }

    private boolean isExact() {
        return deviation <= DropTest.RESOLUTION;
    }
}
