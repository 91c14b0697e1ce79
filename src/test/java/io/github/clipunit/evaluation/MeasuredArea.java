package io.github.clipunit.evaluation;

import io.github.clipunit.stats.RocArea;
import java.util.Collection;

/**
 * The area under the ROC curve with its standard error.
 *
 * @param area as {@link RocArea} counts it
 * @param error by the formula of Hanley and McNeil (1982), "The meaning and use of the area under a ROC curve"
 */
record MeasuredArea(double area, double error) {

    static MeasuredArea of(Collection<Double> positive, Collection<Double> negative) {
        double n = positive.size();
        double m = negative.size();
        double area = RocArea.ofSorted(sorted(positive), sorted(negative));
        double two = area / (2 - area);
        double three = 2 * area * area / (1 + area);
        double variance = area * (1 - area) + (n - 1) * (two - area * area) + (m - 1) * (three - area * area);
        return new MeasuredArea(area, Math.sqrt(Math.max(0, variance) / (n * m)));
    }

    private static double[] sorted(Collection<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    double low() {
        return area - 1.96 * error;
    }

    double high() {
        return Math.min(1, area + 1.96 * error);
    }
}
