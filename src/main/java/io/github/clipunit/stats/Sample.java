package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The summary of several scores of one prompt that statistics need: their number, mean and spread.
 *
 * <p>Scores must be independent: the same picture twice, or two pictures of one seed, count for more than they are
 * worth and make every conclusion from the sample too certain.
 *
 * @param size the number of scores, at least 1
 * @param mean the arithmetic mean
 * @param deviation the standard deviation, with {@code size - 1} in the denominator; NaN for one score
 */
public record Sample(int size, double mean, double deviation) {

    public Sample {
        Demands.requireAtLeast(1, "sample size", size);
        Demands.requireFinite("sample mean", mean);
        if (size > 1) {
            Demands.requireNotNegative("standard deviation", deviation);
        } else if (!Double.isNaN(deviation)) {
            throw new IllegalArgumentException("one score has no spread, but its deviation is [" + deviation + "]");
        }
    }

    /**
     * Returns the sample of the given scores.
     *
     * @throws IllegalArgumentException if there are none, or one is NaN or infinite
     */
    public static Sample of(double... scores) {
        Demands.requireAtLeast(1, "sample size", scores.length);
        Demands.requireFinite("scores", scores);
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        double mean = sum / scores.length;
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return new Sample(
                scores.length, mean, scores.length == 1 ? Double.NaN : Math.sqrt(squares / (scores.length - 1)));
    }

    /**
     * Returns how far below the mean another score may lie by chance: the one-sided prediction bound
     * {@code t * deviation * sqrt(1 + 1 / size)} (Hahn and Meeker 1991, section 4.7), exact for normal scores.
     *
     * @param alpha how often another score lies lower by chance, between 0 and 0.5
     * @return the distance; infinite for one score
     */
    public double predictionMargin(double alpha) {
        Demands.requireBetween(0, 0.5, "alpha", alpha);
        return size == 1
                ? Double.POSITIVE_INFINITY
                : TDistribution.of(size - 1).inverseSurvivalProbability(alpha) * deviation * Math.sqrt(1 + 1.0 / size);
    }

    /** Returns the sum of squared distances from the mean; 0 for one score. */
    double squares() {
        return size == 1 ? 0 : deviation * deviation * (size - 1);
    }

    /** Returns the squared standard error of the mean; NaN for one score. */
    double squaredError() {
        return deviation * deviation / size;
    }

    /**
     * Returns the interval that contains the true mean with the given confidence, by Student's t distribution: exact
     * for normal scores, close for others.
     *
     * @param confidence between 0 and 1, such as 0.95
     * @return the interval; without width if all scores are equal, and without ends for one score
     */
    public Interval interval(double confidence) {
        Demands.requireBetween(0, 1, "confidence", confidence);
        if (size == 1) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half =
                TDistribution.of(size - 1).inverseSurvivalProbability((1 - confidence) / 2) * Math.sqrt(squaredError());
        return new Interval(mean - half, mean + half);
    }
}
