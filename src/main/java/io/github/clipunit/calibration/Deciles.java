package io.github.clipunit.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The eleven numbers that divide a sample into tenths, including the smallest and the largest. */
final class Deciles {

    /** The number of values. */
    static final int COUNT = 11;

    private Deciles() {}

    /** Interpolates between neighbours, like the default of numpy's {@code quantile}. */
    static List<Double> of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return IntStream.range(0, COUNT).mapToObj(i -> at(sorted, i)).toList();
    }

    private static double at(double[] sorted, int tenth) {
        double place = tenth / 10.0 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
