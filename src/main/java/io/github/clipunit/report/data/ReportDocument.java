package io.github.clipunit.report.data;

import java.util.List;
import java.util.Map;

/**
 * All that {@code report.json} holds; its schema is the resource {@code report.schema.json} of this package.
 *
 * @param format {@link #FORMAT}
 * @param runs the runs that were merged
 * @param totals counts of the checks
 * @param checks the checks, in the order they were made
 * @param thresholds what number to write, by test class and model
 * @param warnings what the reader must know of the report itself, such as an unreadable line
 * @param pictures the pictures by the SHA-256 of their pixels; last, so that a reader of scores need not read them
 */
public record ReportDocument(
        String format,
        List<RunInfo> runs,
        Totals totals,
        List<CheckEntry> checks,
        List<ThresholdAdvice> thresholds,
        List<String> warnings,
        Map<String, Picture> pictures) {

    public static final String FORMAT = "clipunit.report/1";

    public ReportDocument withoutPictures() {
        return new ReportDocument(format, runs, totals, checks, thresholds, warnings, Map.of());
    }

    public static ReportDocument of(
            List<RunInfo> runs, List<CheckEntry> checks, List<String> warnings, Map<String, Picture> pictures) {
        int passed = (int) checks.stream().filter(CheckEntry::passed).count();
        Totals totals = new Totals(checks.size(), passed, checks.size() - passed);
        return new ReportDocument(FORMAT, runs, totals, checks, List.of(), warnings, pictures);
    }
}
