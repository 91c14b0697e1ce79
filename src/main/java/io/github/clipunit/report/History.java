package io.github.clipunit.report;

import com.google.gson.stream.JsonReader;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.HistoryPoint;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportGson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The scores of checks in earlier runs. It reads the {@code report.json} files kept in a folder, up to three levels
 * deep, and the history that those reports contain.
 */
final class History {

    private static final int DEPTH = 3;

    private final Set<String> currentRuns;
    private final Map<String, List<HistoryPoint>> points = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private History(Set<String> currentRuns) {
        this.currentRuns = currentRuns;
    }

    /**
     * Reads the folder.
     *
     * @param currentRuns the reported runs, which are not history
     */
    static History of(Path folder, Set<String> currentRuns) throws IOException {
        History history = new History(currentRuns);
        if (!Files.isDirectory(folder)) {
            history.warnings.add(
                    "no folder at " + RunReport.HISTORY.name() + " = [" + folder + "]: no history is shown");
            return history;
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                history.read(file);
            }
        }
        return history;
    }

    /** Returns all points of a check. */
    List<HistoryPoint> of(String id) {
        return points.getOrDefault(id, List.of());
    }

    /** Adds the points to those the check already has, leaving out the checks of the report itself. */
    CheckEntry addTo(CheckEntry check, Set<String> reported) {
        return check.withHistory(HistoryPoint.latest(Stream.concat(check.history().stream(), of(check.id()).stream())
                .filter(point -> !reported.contains(check.id() + point.at()))));
    }

    List<String> warnings() {
        return warnings;
    }

    /** Reads a whole file, or nothing if it is damaged. */
    private void read(Path file) {
        try (BufferedReader text = Files.newBufferedReader(file)) {
            List<PastCheck> checks = new ArrayList<>();
            read(new JsonReader(text), checks);
            checks.forEach(this::add);
        } catch (IOException | RuntimeException e) {
            warnings.add("history file [" + file + "] cannot be read: " + JsonFields.reason(e));
        }
    }

    /** Reads up to the end of the tests. */
    private static void read(JsonReader json, List<PastCheck> checks) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "format" -> {
                    if (!ReportDocument.FORMAT.equals(json.nextString())) {
                        return;
                    }
                }
                case "tests" -> {
                    readTests(json, checks);
                    return;
                }
                default -> json.skipValue();
            }
        }
    }

    private static void readTests(JsonReader json, List<PastCheck> checks) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            PastTest test = ReportGson.GSON.fromJson(json, PastTest.class);
            test.checks().forEach(check -> checks.add(check.in(test.origin().run())));
        }
    }

    private void add(PastCheck check) {
        Double value = check.value();
        if (check.id() == null) {
            return;
        }
        List<HistoryPoint> own = points.computeIfAbsent(check.id(), key -> new ArrayList<>());
        if (check.at() != null && value != null && check.run() != null && !currentRuns.contains(check.run())) {
            own.add(new HistoryPoint(check.at(), value, check.passed()));
        }
        if (check.history() != null) {
            check.history().stream()
                    .filter(point -> Double.isFinite(point.value()))
                    .forEach(own::add);
        }
    }

    /** The fields of {@link io.github.clipunit.report.data.TestEntry} that history needs. */
    private record PastTest(PastOrigin origin, List<PastCheck> checks) {}

    private record PastOrigin(@Nullable String run) {}

    /** The fields of {@link CheckEntry} that history needs. */
    private record PastCheck(
            @Nullable String id,
            @Nullable String run,
            @Nullable String at,
            boolean passed,
            @Nullable Double score,
            @Nullable Past measurement,
            @Nullable List<HistoryPoint> history) {

        /** Returns the CLIP score, or the value found if there is no score; null if that is not a number. */
        @Nullable
        Double value() {
            Double value = score != null || measurement == null ? score : measurement.found();
            return value == null || !Double.isFinite(value) ? null : value;
        }

        PastCheck in(@Nullable String run) {
            return new PastCheck(id, run, at, passed, score, measurement, history);
        }
    }

    private record Past(@Nullable Double found) {}
}
