package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of a check in an earlier run.
 *
 * @param at the time of the check, in ISO 8601, UTC
 * @param value the CLIP score of the check, or the value it found if it has no score
 * @param passed whether the check passed
 */
public record HistoryPoint(String at, double value, boolean passed) {

    private static final int MOST = 30;
    private static final Comparator<HistoryPoint> ORDER = Comparator.comparing(HistoryPoint::at)
            .thenComparing(HistoryPoint::value)
            .thenComparing(HistoryPoint::passed);

    public HistoryPoint {
        requireNonNull(at, "at");
    }

    /** Returns the latest points without duplicates, oldest first. */
    public static List<HistoryPoint> latest(Stream<HistoryPoint> points) {
        List<HistoryPoint> sorted = points.distinct().sorted(ORDER).toList();
        return sorted.subList(Math.max(0, sorted.size() - MOST), sorted.size());
    }
}
