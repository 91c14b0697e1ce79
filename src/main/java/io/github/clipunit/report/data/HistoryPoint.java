package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a check scored in an earlier run.
 *
 * @param at when, in ISO 8601, UTC
 * @param value its CLIP score then, or where it has none what it found
 * @param passed whether it passed then
 */
public record HistoryPoint(String at, double value, boolean passed) {

    private static final int MOST = 30;
    private static final Comparator<HistoryPoint> ORDER = Comparator.comparing(HistoryPoint::at)
            .thenComparing(HistoryPoint::value)
            .thenComparing(HistoryPoint::passed);

    public HistoryPoint {
        requireNonNull(at, "at");
    }

    /** The latest points, each once, oldest first. */
    public static List<HistoryPoint> latest(Stream<HistoryPoint> points) {
        List<HistoryPoint> sorted = points.distinct().sorted(ORDER).toList();
        return sorted.subList(Math.max(0, sorted.size() - MOST), sorted.size());
    }
}
