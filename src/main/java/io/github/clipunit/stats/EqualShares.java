package io.github.clipunit.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The probability of counts that deviate so far from equal shares: the exact multinomial p-value of Pearson's statistic
 * (Radlow and Alf 1975, JASA 70, pages 811 to 813), which for two labels is the binomial test. With equal shares, all
 * orders of the same counts are equally probable, so it is enough to list the ways to write the total as a sum of
 * counts, largest first. If there are more than a million of them, Pearson's chi-square is used instead.
 */
public final class EqualShares {

    private static final double MOST_LISTED = 1e6;

    private final double[] logFactorials;

    /** The sum of squares of the counts, which orders them like Pearson's statistic. */
    private final long seen;

    private EqualShares(int most, long seen) {
        this.seen = seen;
        logFactorials = new double[most + 1];
        for (int i = 2; i < logFactorials.length; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
    }

    /**
     * Returns the p-value of the counts.
     *
     * @param counts how often each label occurred, for at least two labels
     * @return the p-value; 1 if nothing was counted
     */
    public static double pValue(int... counts) {
        int total = Arrays.stream(counts).sum();
        long squares =
                Arrays.stream(counts).mapToLong(count -> (long) count * count).sum();
        if (total == 0) {
            return 1;
        }
        if (!isListable(total, counts.length)) {
            double statistic = (double) squares * counts.length / total - total;
            return ChiSquaredDistribution.of(counts.length - 1.0).survivalProbability(statistic);
        }
        EqualShares shares = new EqualShares(Math.max(total, counts.length), squares);
        double constant =
                shares.logFactorials[total] + shares.logFactorials[counts.length] - total * Math.log(counts.length);
        return Math.min(1, shares.listed(counts.length, total, total, 0, 0, constant));
    }

    /** Returns whether the total has few partitions into at most as many parts as there are labels. */
    private static boolean isListable(int total, int labels) {
        if (total > 2 * MOST_LISTED) {
            return false;
        }
        double[] partitions = new double[total + 1];
        partitions[0] = 1;
        for (int part = 1; part <= Math.min(labels, total) && partitions[total] <= MOST_LISTED; part++) {
            for (int sum = part; sum <= total; sum++) {
                partitions[sum] += partitions[sum - part];
            }
        }
        return partitions[total] <= MOST_LISTED;
    }

    /**
     * Returns the probability of all counts at least as unequal as those observed, given the counts of the first
     * labels.
     *
     * @param left the number of labels without a count
     * @param pictures the number of pictures they have together
     * @param most the count of the previous label, which none may exceed
     * @param same how many of the previous labels have that count
     * @param squares the sum of squares of the previous counts
     * @param log the logarithm of the probability so far
     */
    private double listed(int left, int pictures, int most, int same, long squares, double log) {
        if (pictures == 0) {
            return squares >= seen ? Math.exp(log - logFactorials[left]) : 0;
        }
        double sum = 0;
        for (int count = Math.min(most, pictures); (long) count * left >= pictures; count--) {
            int alike = count == most ? same + 1 : 1;
            sum += listed(
                    left - 1,
                    pictures - count,
                    count,
                    alike,
                    squares + (long) count * count,
                    log - logFactorials[count] - Math.log(alike));
        }
        return sum;
    }
}
