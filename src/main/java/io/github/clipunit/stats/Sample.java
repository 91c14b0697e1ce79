package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Several scores of one prompt, as far as statistics need them: how many, their mean and their spread.
 *
 * <p>Scores must be independent: the same picture twice, or two pictures of one seed, count as more than they are and
 * make every statement drawn from the sample too sure of itself.
 *
 * @param size how many scores, at least 1
 * @param mean their arithmetic mean
 * @param deviation their standard deviation, with {@code size - 1} in the denominator; NaN where there is one score
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
     * The sample of the given scores.
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
     * How far below the mean one further score may lie before chance does not explain it: the one-sided prediction bound {@code
     * t * deviation * sqrt(1 + 1 / size)} (Hahn and Meeker 1991, section 4.7), exact for normal scores.
     *
     * @param alpha how often a further score lies lower by chance, between 0 and 0.5
     * @return the distance; infinite where there is one score
     */
    public double predictionMargin(double alpha) {
        Demands.requireBetween(0, 0.5, "alpha", alpha);
        return size == 1
                ? Double.POSITIVE_INFINITY
                : TDistribution.of(size - 1).inverseSurvivalProbability(alpha) * deviation * Math.sqrt(1 + 1.0 / size);
    }

    /** The sum of squared distances from the mean; 0 where there is one score. */
    double squares() {
        return size == 1 ? 0 : deviation * deviation * (size - 1);
    }

    /** The squared standard error of the mean; NaN where there is one score. */
    double squaredError() {
        return deviation * deviation / size;
    }

    /**
     * The interval that holds the true mean with the given confidence, by Student's t distribution: exact for normal
     * scores, close for others.
     *
     * @param confidence between 0 and 1, such as 0.95
     * @return the interval; of no width where all scores are equal, and without ends where there is one score
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
