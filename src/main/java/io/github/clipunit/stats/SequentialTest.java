package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A group-sequential test: it looks at scores as they come, after 4, 8, 16 and so on, and stops as soon as the verdict
 * is certain.
 *
 * <p>The first look cannot reject. A rejection needs a later look, and so more scores than those that raised the
 * suspicion. The looks between share a fifth of alpha; the last has the rest. Because no look rejects more often than
 * its share, all of them together keep alpha, however the scores depend on each other (Bonferroni's inequality; the
 * split of alpha over looks is the spending of Lan and DeMets 1983, Biometrika 70, pages 659 to 663). Each look accepts
 * and stops at a p-value above 0.3. Those stops can only lower the false positive rate (non-binding futility; Jennison
 * and Turnbull 2000, chapter 5); docs/statistics.md gives their cost in power.
 *
 * @param most the largest number of scores to draw, at least 8
 * @param alpha the false positive rate of all looks together, between 0 and 0.3
 */
public record SequentialTest(int most, double alpha) {

    /** The number of scores at the first look. */
    public static final int FIRST = 4;

    /** The smallest number of scores that leaves a look after the first. */
    public static final int LEAST = 8;

    /** The p-value above which a look accepts and stops. */
    public static final double PEACE = 0.3;

    private static final double EARLY = 0.2;

    /** The result of a look. */
    public enum Look {
        /** More scores must be drawn. */
        GO_ON,
        /** The hypothesis is accepted. */
        STANDS,
        /** The hypothesis is rejected. */
        REJECTED
    }

    public SequentialTest {
        Demands.requireAtLeast(LEAST, "most scores", most);
        Demands.requireBetween(0, PEACE, "alpha", alpha);
    }

    /** Returns the numbers of scores after which to look, in order; the last is {@link #most}. */
    public List<Integer> looks() {
        List<Integer> looks = new ArrayList<>();
        for (int drawn = FIRST; drawn < most; drawn *= 2) {
            looks.add(drawn);
        }
        looks.add(most);
        return looks;
    }

    /**
     * Returns the level at which a look rejects; 0 for the first.
     *
     * @param drawn one of {@link #looks()}
     */
    public double level(int drawn) {
        int between = looks().size() - 2;
        if (drawn == most) {
            return between == 0 ? alpha : (1 - EARLY) * alpha;
        }
        return drawn == FIRST ? 0 : EARLY * alpha / between;
    }

    /** Returns the level to state with a verdict: that of the look, or alpha for the first, which rejects nothing. */
    public double statedLevel(int drawn) {
        return drawn == FIRST ? alpha : level(drawn);
    }

    /**
     * Returns the result of a look.
     *
     * @param drawn one of {@link #looks()}
     * @param pValue the p-value of the scores so far
     */
    public Look at(int drawn, double pValue) {
        if (pValue <= level(drawn) && drawn > FIRST) {
            return Look.REJECTED;
        }
        return drawn == most || pValue > PEACE ? Look.STANDS : Look.GO_ON;
    }

    /**
     * Returns the probability of so few hits if the true share is no less than a demanded one: the exact lower tail of
     * the binomial distribution.
     *
     * @param hits from 0 to trials
     * @param trials at least 1
     * @param share the demanded share, in (0, 1]
     */
    public static double tooFew(int hits, int trials, double share) {
        return BinomialDistribution.of(trials, share).cumulativeProbability(hits);
    }
}
