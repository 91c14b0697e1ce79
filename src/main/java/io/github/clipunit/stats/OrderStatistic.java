package io.github.clipunit.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The k-th smallest of n scores as a threshold for further scores that are exchangeable with them. The true rate at
 * which those fail follows the beta distribution with parameters k and n + 1 - k, whatever the distribution of the
 * scores (Wilks 1941, "Determination of sample sizes for setting tolerance limits").
 *
 * @param k the rank, from 1
 * @param n the number of scores
 */
public record OrderStatistic(int k, int n) {

    public OrderStatistic {
        if (k < 1 || k > n) {
            throw new IllegalArgumentException("k [" + k + "] must be from 1 to n [" + n + "]");
        }
    }

    /** Returns the rate to claim: (k + 1) / (n + 1), as if the next score failed. */
    public double claim() {
        return (k + 1.0) / (n + 1);
    }

    /** Returns the rate that the true rate lies below with the given probability. */
    public double quantile(double probability) {
        return BetaDistribution.of(k, n + 1.0 - k).inverseCumulativeProbability(probability);
    }

    /**
     * Returns the probability that at least one of the next m scores fails: 1 - B(k, n + 1 - k + m) / B(k, n + 1 - k),
     * where B is the beta function.
     */
    public double chanceOfAny(int m) {
        double none = 1;
        for (int i = 0; i < m; i++) {
            none *= (n + 1.0 - k + i) / (n + 1.0 + i);
        }
        return 1 - none;
    }
}
