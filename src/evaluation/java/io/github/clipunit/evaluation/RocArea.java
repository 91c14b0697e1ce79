package io.github.clipunit.evaluation;

import java.util.Collection;
import java.util.List;

/**
 * The area under the ROC curve: how often a matching pair scores higher than a random one, ties counting half.
 *
 * @param area from 0 to 1; one half is chance
 * @param error its standard error (Hanley and McNeil, 1982, "The meaning and use of the area under a ROC curve")
 */
record RocArea(double area, double error) {

    static RocArea of(Collection<Double> positive, Collection<Double> negative) {
        List<Double> sorted = negative.stream().sorted().toList();
        double n = positive.size();
        double m = negative.size();
        double wins = positive.stream()
                .mapToDouble(score -> (below(sorted, score, true) + below(sorted, score, false)) / 2.0)
                .sum();
        double area = wins / (n * m);
        double two = area / (2 - area);
        double three = 2 * area * area / (1 + area);
        double variance = area * (1 - area) + (n - 1) * (two - area * area) + (m - 1) * (three - area * area);
        return new RocArea(area, Math.sqrt(Math.max(0, variance) / (n * m)));
    }

    /** How many of the sorted numbers lie below a score, or at most at it. */
    private static int below(List<Double> sorted, double score, boolean orAt) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            double there = sorted.get(middle);
            if (there < score || (orAt && there == score)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    double low() {
        return area - 1.96 * error;
    }

    double high() {
        return Math.min(1, area + 1.96 * error);
    }
}
