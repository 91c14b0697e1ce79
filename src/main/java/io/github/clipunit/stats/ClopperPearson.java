package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Exact limits of a share (Clopper and Pearson 1934, Biometrika 26, pages 404 to 413): for any share and number of
 * trials, they miss the true share no more often than stated. Wilson's intervals achieve that only on average: of the
 * shares that they show to lie within a band at 5 %, up to 10 % lie on its edge.
 */
public final class ClopperPearson {

    private ClopperPearson() {}

    /**
     * Returns the interval that contains the true share with at least the given confidence. Each end misses it at most
     * half as often.
     *
     * @param hits the number of hits, from 0 to trials
     * @param trials the number of trials
     * @param confidence between 0 and 1, such as 0.95
     * @return a part of [0, 1]; all of it if there were no trials
     */
    public static Interval interval(int hits, int trials, double confidence) {
        Demands.requireBetween(0, 1, "confidence", confidence);
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException(
                    "hits [" + hits + "] must lie between 0 and the trials [" + trials + "]");
        }
        double miss = (1 - confidence) / 2;
        double low =
                hits == 0 ? 0 : BetaDistribution.of(hits, trials - hits + 1.0).inverseCumulativeProbability(miss);
        double high = hits == trials
                ? 1
                : BetaDistribution.of(hits + 1.0, trials - hits).inverseSurvivalProbability(miss);
        return new Interval(low, high);
    }

    /**
     * Returns how far one share may lie above another, given the limits of each (MOVER: Zou and Donner 2008, Statistics
     * in Medicine 27, pages 1693 to 1702). The true difference exceeds this limit about half as often as the intervals
     * miss. NaN if a share is NaN.
     */
    public static double mostAbove(double share, Interval limits, double other, Interval otherLimits) {
        return share - other + Math.hypot(limits.high() - share, other - otherLimits.low());
    }
}
