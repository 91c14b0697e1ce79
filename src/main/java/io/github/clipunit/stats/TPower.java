package io.github.clipunit.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The power of a one-sided t test: the tail of the noncentral t distribution beyond the critical value (Johnson, Kotz
 * and Balakrishnan 1995, chapter 31), integrated over the spread that a sample may show.
 */
final class TPower {

    private static final int STEPS = 2000;
    private static final double TAIL = 1e-13;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double critical;
    private final double[] ratios = new double[STEPS + 1];
    private final double[] weights = new double[STEPS + 1];

    /**
     * Tabulates the probability of each ratio u of observed to true deviation, where {@code degrees * u^2} is
     * chi-squared. The weights are Simpson's.
     */
    TPower(double degrees, double alpha) {
        critical = TDistribution.of(degrees).inverseSurvivalProbability(alpha);
        ChiSquaredDistribution squares = ChiSquaredDistribution.of(degrees);
        double low = Math.sqrt(squares.inverseCumulativeProbability(TAIL) / degrees);
        double high = Math.sqrt(squares.inverseSurvivalProbability(TAIL) / degrees);
        double step = (high - low) / STEPS;
        for (int i = 0; i <= STEPS; i++) {
            double u = low + i * step;
            double simpson = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            ratios[i] = u;
            weights[i] = simpson * step / 3 * 2 * degrees * u * squares.density(degrees * u * u);
        }
    }

    /**
     * Returns the probability that the test rejects.
     *
     * @param noncentrality the true effect in standard errors
     */
    double at(double noncentrality) {
        double power = 0;
        for (int i = 0; i <= STEPS; i++) {
            power += weights[i] * NORMAL.cumulativeProbability(noncentrality - critical * ratios[i]);
        }
        return power;
    }

    /** Returns the effect, in standard errors, that the test detects with the given probability. */
    double noncentrality(double power) {
        double high = 1;
        while (at(high) < power) {
            high *= 2;
        }
        double low = 0;
        while (high - low > 1e-8 * high) {
            double middle = (low + high) / 2;
            if (at(middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
