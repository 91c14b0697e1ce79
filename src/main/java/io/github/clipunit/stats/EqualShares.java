package io.github.clipunit.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How probable counts are that stray so far from equal shares. With at least five expected for each label this is
 * Pearson's chi-square test, with fewer the exact multinomial test: the probability of all counts no more probable than
 * these. Where those are too many to list, 99,999 are drawn with a constant seed.
 */
public final class EqualShares {

    private static final int LEAST_EXPECTED = 5;
    private static final double MOST_LISTED = 200_000;
    private static final int DRAWS = 99_999;
    /** Counts this close in probability are equally probable; scipy's binomtest has the same. */
    private static final double EQUAL = 1 + 1e-7;

    private final int labels;
    private final int total;
    private final double[] logFactorials;

    private EqualShares(int labels, int total) {
        this.labels = labels;
        this.total = total;
        logFactorials = new double[total + 1];
        for (int i = 2; i <= total; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
    }

    /**
     * The p-value of the counts.
     *
     * @param counts how often each label occurred, at least two labels
     * @return the p-value, 1 where nothing was counted
     */
    public static double pValue(int... counts) {
        int total = Arrays.stream(counts).sum();
        if (total >= LEAST_EXPECTED * counts.length) {
            return chiSquare(counts, (double) total / counts.length);
        }
        EqualShares shares = new EqualShares(counts.length, total);
        double limit = shares.logProbability(counts) + Math.log(EQUAL);
        return shares.isListable() ? shares.listed(limit) : shares.drawn(limit);
    }

    private static double chiSquare(int[] counts, double expected) {
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        return ChiSquaredDistribution.of(counts.length - 1).survivalProbability(statistic);
    }

    private double logProbability(int[] counts) {
        double log = logFactorials[total] - total * Math.log(labels);
        for (int count : counts) {
            log -= logFactorials[count];
        }
        return log;
    }

    /** Whether the ways to write the total as a sum of counts, (total + labels - 1) over (labels - 1), are few. */
    private boolean isListable() {
        double ways = 1;
        for (int i = 1; i < labels; i++) {
            ways *= (double) (total + i) / i;
        }
        return ways <= MOST_LISTED;
    }

    private double listed(double limit) {
        return Math.min(1, listed(new int[labels], 0, total, limit));
    }

    private double listed(int[] counts, int label, int left, double limit) {
        if (label == labels - 1) {
            counts[label] = left;
            double log = logProbability(counts);
            return log <= limit ? Math.exp(log) : 0;
        }
        double sum = 0;
        for (int count = 0; count <= left; count++) {
            counts[label] = count;
            sum += listed(counts, label + 1, left - count, limit);
        }
        return sum;
    }

    private double drawn(double limit) {
        SplittableRandom random = new SplittableRandom(total);
        int asRare = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] counts = new int[labels];
            for (int i = 0; i < total; i++) {
                counts[random.nextInt(labels)]++;
            }
            asRare += logProbability(counts) <= limit ? 1 : 0;
        }
        return asRare / (DRAWS + 1.0);
    }
}
