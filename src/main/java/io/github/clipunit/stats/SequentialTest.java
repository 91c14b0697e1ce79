package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A group-sequential test: looks at scores as they come, after 4, 8, 16 and so on, and stops as soon as the verdict is sure.
 *
 * <p>The first look can only end in peace. A rejection needs a later look, so more scores than those that raised the
 * suspicion; the looks between share a fifth of alpha, the last has the rest. Since no look rejects more often than its
 * share, all of them together keep alpha, whatever the scores have to do with each other (Bonferroni's inequality; the split of
 * alpha over looks is the spending of Lan and DeMets 1983, Biometrika 70, pages 659 to 663). Each look stops in peace at a
 * p-value above 0.3. Such stops can only lower the false positive rate (non-binding futility; Jennison and Turnbull 2000, chapter
 * 5); what they cost in power is in docs/statistics.md.
 *
 * @param most how many scores are drawn at most, at least 8
 * @param alpha the false positive rate of all looks together, between 0 and 0.3
 */
public record SequentialTest(int most, double alpha) {

    /** How many scores the first look takes. */
    public static final int FIRST = 4;

    /** The fewest scores that leave a look after the first. */
    public static final int LEAST = 8;

    /** The p-value above which a look ends in peace. */
    public static final double PEACE = 0.3;

    private static final double EARLY = 0.2;

    /** What a look leads to. */
    public enum Look {
        /** More scores must be drawn. */
        GO_ON,
        /** Nothing speaks against the hypothesis. */
        STANDS,
        /** The hypothesis is rejected. */
        REJECTED
    }

    public SequentialTest {
        Demands.requireAtLeast(LEAST, "most scores", most);
        Demands.requireBetween(0, PEACE, "alpha", alpha);
    }

    /** After how many scores to look, in order; the last is {@link #most}. */
    public List<Integer> looks() {
        List<Integer> looks = new ArrayList<>();
        for (int drawn = FIRST; drawn < most; drawn *= 2) {
            looks.add(drawn);
        }
        looks.add(most);
        return looks;
    }

    /**
     * The level at which a look rejects; 0 at the first.
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

    /** The level to state a verdict at: that of the look, or alpha at the first, which rejects nothing. */
    public double statedLevel(int drawn) {
        return drawn == FIRST ? alpha : level(drawn);
    }

    /**
     * What a look leads to.
     *
     * @param drawn one of {@link #looks()}
     * @param pValue of the scores so far
     */
    public Look at(int drawn, double pValue) {
        if (pValue <= level(drawn) && drawn > FIRST) {
            return Look.REJECTED;
        }
        return drawn == most || pValue > PEACE ? Look.STANDS : Look.GO_ON;
    }

    /**
     * How probable so few hits are where the true share is no less than a demanded one: the lower tail of the binomial
     * distribution, exact.
     *
     * @param hits from 0 to trials
     * @param trials at least 1
     * @param share the demanded share, in (0, 1]
     */
    public static double tooFew(int hits, int trials, double share) {
        return BinomialDistribution.of(trials, share).cumulativeProbability(hits);
    }
}
