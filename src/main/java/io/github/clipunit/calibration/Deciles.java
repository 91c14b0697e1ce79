package io.github.clipunit.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The eleven numbers that part a sample into tenths, the smallest and the largest included. */
final class Deciles {

    /** How many there are. */
    static final int COUNT = 11;

    private Deciles() {}

    /** Interpolated between neighbours, as numpy's {@code quantile} does by default. */
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
