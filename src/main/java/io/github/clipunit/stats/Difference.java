package io.github.clipunit.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * An estimated drop, its standard error, and the degrees of freedom behind that error.
 *
 * @param drop how far the mean fell; negative if it rose
 * @param error the standard error of the drop
 * @param degrees the degrees of freedom of the t distribution that {@code drop / error} follows
 */
record Difference(double drop, double error, double degrees) {

    /** Assumes that both samples have the same spread (Student 1908). One of them may be a single score. */
    static Difference student(Sample golden, Sample current) {
        int degrees = golden.size() + current.size() - 2;
        double variance = (golden.squares() + current.squares()) / degrees;
        double error = Math.sqrt(variance * (1.0 / golden.size() + 1.0 / current.size()));
        return new Difference(golden.mean() - current.mean(), error, degrees);
    }

    /** Assumes that each sample has its own spread (Welch 1947, with Satterthwaite's degrees of freedom). */
    static Difference welch(Sample golden, Sample current) {
        double g = golden.squaredError();
        double c = current.squaredError();
        double degrees = (g + c) * (g + c) / (g * g / (golden.size() - 1) + c * c / (current.size() - 1));
        return new Difference(golden.mean() - current.mean(), Math.sqrt(g + c), degrees);
    }

    /** Uses the drops of paired scores, one drop per pair (Student 1908, paired). */
    static Difference paired(Sample drops) {
        return new Difference(drops.mean(), Math.sqrt(drops.squaredError()), drops.size() - 1);
    }

    /** Returns whether the noise is negligible. */
    boolean isExact() {
        return error <= DropTest.RESOLUTION;
    }

    /** Returns the probability of so large a drop if the true drop is no more than the tolerance. */
    double pValue(double tolerance) {
        if (isExact()) {
            return drop > tolerance + DropTest.RESOLUTION ? 0 : 1;
        }
        return TDistribution.of(degrees).survivalProbability((drop - tolerance) / error);
    }

    /**
     * Returns the interval that contains the true drop with confidence {@code 1 - 2 * alpha}. Its lower end lies above
     * the tolerance if p < alpha.
     */
    Interval interval(double alpha) {
        double half = isExact() ? 0 : noise(alpha);
        return new Interval(drop - half, drop + half);
    }

    /** Returns the drop with a p-value of alpha, or, without noise, the largest drop with a p-value of 1. */
    double critical(double tolerance, double alpha) {
        return tolerance + (isExact() ? DropTest.RESOLUTION : noise(alpha));
    }

    private double noise(double alpha) {
        return TDistribution.of(degrees).inverseSurvivalProbability(alpha) * error;
    }

    /** Returns the true drop that a repetition would report with {@link DropTest#POWER}. */
    double detectable(double tolerance, double alpha) {
        return tolerance
                + (isExact() ? DropTest.RESOLUTION : error * new TPower(degrees, alpha).noncentrality(DropTest.POWER));
    }
}
