package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;

/** The percentage of other scores that a score exceeds. A threshold on it means the same for every model. */
public final class PercentileRank {

    private PercentileRank() {}

    /**
     * Returns {@code 100 * (lower + equal / 2) / n}, the mean rank of scipy's {@code percentileofscore}.
     *
     * @param score the score, such as the cosine of a picture with its prompt
     * @param others the scores to rank it among, such as the cosines of the same picture with generic captions; at
     *     least one
     * @return the rank, in [0, 100]
     * @throws IllegalArgumentException if there are no others, or a score is NaN or infinite
     */
    public static double of(double score, double... others) {
        Demands.requireFinite("score", score);
        Demands.requireFinite("other scores", others);
        Demands.requireAtLeast(1, "number of other scores", others.length);
        double rank = 0;
        for (double other : others) {
            rank += other < score ? 1 : other == score ? 0.5 : 0;
        }
        return 100 * rank / others.length;
    }
}
