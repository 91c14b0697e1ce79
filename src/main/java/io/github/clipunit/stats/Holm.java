package io.github.clipunit.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's correction for several tests (Holm 1979, Scandinavian Journal of Statistics 6, pages 65 to 70). */
public final class Holm {

    private Holm() {}

    /**
     * Adjusts p-values so that rejecting those up to alpha rejects any true hypothesis with a probability of at most
     * alpha, however the tests depend on each other.
     *
     * @param pValues the p-values, in any order
     * @return the adjusted p-values in the same order, none above 1
     */
    static double[] adjust(double... pValues) {
        int[] order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double highest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            highest = Math.max(highest, Math.min(1, pValues[order[rank]] * (order.length - rank)));
            adjusted[order[rank]] = highest;
        }
        return adjusted;
    }

    /**
     * Works like {@link #adjust} if only the smallest p-values are given: the others count as larger.
     *
     * @param all the number of tests, or of tests left by earlier steps; at least the number of p-values
     * @param ascending the p-values, smallest first
     */
    public static double[] adjustLater(int all, double... ascending) {
        double[] padded = Arrays.copyOf(ascending, Math.max(all, ascending.length));
        Arrays.fill(padded, ascending.length, padded.length, 1);
        return Arrays.copyOf(adjust(padded), ascending.length);
    }
}
