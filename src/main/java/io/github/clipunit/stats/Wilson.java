package io.github.clipunit.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Wilson's score interval for a share (Wilson 1927, JASA 22, pages 209 to 212), without continuity correction. */
public final class Wilson {

    private Wilson() {}

    /**
     * The interval that holds the true share with about the given confidence, also for few trials and extreme shares.
     *
     * @param hits how often it happened, from 0 to trials
     * @param trials how often it could have happened
     * @param confidence between 0 and 1, such as 0.95
     * @return a part of [0, 1]; all of it where there were no trials
     */
    public static Interval interval(long hits, long trials, double confidence) {
        Demands.requireBetween(0, 1, "confidence", confidence);
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException(
                    "hits [" + hits + "] must lie between 0 and the trials [" + trials + "]");
        }
        if (trials == 0) {
            return new Interval(0, 1);
        }
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double share = (double) hits / trials;
        double weight = 1 + z * z / trials;
        double centre = (share + z * z / (2 * trials)) / weight;
        double half = z / weight * Math.sqrt(share * (1 - share) / trials + z * z / (4.0 * trials * trials));
        return new Interval(hits == 0 ? 0 : centre - half, hits == trials ? 1 : centre + half);
    }
}
