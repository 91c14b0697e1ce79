package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of {@code report.json}; its schema is the resource {@code report.schema.json} of this package.
 *
 * @param format {@link #FORMAT}
 * @param runs the runs that were merged
 * @param models the models that computed scores
 * @param totals counts of the tests
 * @param tests the tests in the order they began
 * @param thresholds suggested thresholds, by test class and model
 * @param warnings warnings about the report itself, such as an unreadable line, sorted and without duplicates
 * @param pictures the pictures by the SHA-256 of their pixels
 */
public record ReportDocument(
        String format,
        List<RunInfo> runs,
        List<ModelInfo> models,
        Totals totals,
        List<TestEntry> tests,
        List<ThresholdAdvice> thresholds,
        List<String> warnings,
        Map<String, Picture> pictures) {

    public static final String FORMAT = "clipunit.report/2";

    public ReportDocument {
        requireNonNull(format, "format");
        runs = List.copyOf(runs);
        models = List.copyOf(models);
        tests = List.copyOf(tests);
        warnings = warnings.stream().distinct().sorted().toList();
        requireNonNull(pictures, "pictures").forEach((key, picture) -> requireNonNull(picture, key));
    }

    public static ReportDocument of(
            List<RunInfo> runs, List<TestEntry> tests, List<String> warnings, Map<String, Picture> pictures) {
        return new ReportDocument(FORMAT, runs, models(tests), Totals.of(tests), tests, List.of(), warnings, pictures);
    }

    private static List<ModelInfo> models(List<TestEntry> tests) {
        return tests.stream()
                .flatMap(test -> test.checks().stream())
                .flatMap(check -> check.model() == null
                        ? Stream.empty()
                        : Stream.of(new ModelInfo(check.model(), check.revision())))
                .distinct()
                .toList();
    }

    /** Returns the same report with changed tests and unchanged totals. */
    public ReportDocument mapTests(UnaryOperator<TestEntry> change) {
        return withTests(tests.stream().map(change).toList());
    }

    public ReportDocument withTests(List<TestEntry> tests) {
        return new ReportDocument(format, runs, models, totals, tests, thresholds, warnings, pictures);
    }

    public ReportDocument with(List<ThresholdAdvice> thresholds) {
        return new ReportDocument(format, runs, models, totals, tests, thresholds, warnings, pictures);
    }

    public ReportDocument withWarnings(List<String> more) {
        List<String> all = Stream.concat(warnings.stream(), more.stream()).toList();
        return new ReportDocument(format, runs, models, totals, tests, thresholds, all, pictures);
    }

    public ReportDocument withPictures(Map<String, Picture> pictures) {
        return new ReportDocument(format, runs, models, totals, tests, thresholds, warnings, pictures);
    }

    /** Returns the names of all picture files. */
    public Set<String> files() {
        return pictures.values().stream().flatMap(Picture::files).collect(Collectors.toSet());
    }

    /** Returns when the first of the runs began. */
    public Instant started() {
        return runs.stream()
                .map(RunInfo::started)
                .min(Comparator.naturalOrder())
                .map(Instant::parse)
                .orElse(Instant.MAX);
    }
}
