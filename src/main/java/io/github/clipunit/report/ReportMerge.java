package io.github.clipunit.report;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.Journal;
import io.github.clipunit.report.data.JournalLine;
import io.github.clipunit.report.data.JournaledCheck;
import io.github.clipunit.report.data.Origin;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportGson;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.data.TestEntry;
import io.github.clipunit.report.data.TestLabel;
import io.github.clipunit.report.data.TestStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Merges journals and reports, in any order. A test that several inputs contain counts once. Of several attempts of a
 * test in one run, the last counts. Tests of different runs stay separate.
 */
final class ReportMerge {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Comparator<CheckEntry> IN_ORDER = Comparator.comparing(CheckEntry::at);
    /** Orders copies of one attempt: the greatest was written last and knows more attempts. */
    private static final Comparator<TestEntry> FULLNESS = Comparator.comparing(
                    (TestEntry test) -> test.origin().sequence())
            .thenComparing(TestEntry::attempts)
            .thenComparing(TestEntry::flaky)
            .thenComparing(test -> test.with(List.of()).toString());

    private final Map<String, RunInfo> runs = new TreeMap<>();
    private final Map<Attempt, TestEntry> tests = new LinkedHashMap<>();
    private final Map<Attempt, Map<Integer, JournaledCheck>> checks = new LinkedHashMap<>();
    private final Map<String, Picture> pictures = new TreeMap<>();
    private final Map<String, Path> folders = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private IdentityHashMap<CheckEntry, String> texts = new IdentityHashMap<>();
    private int damaged;

    /** Adds a journal whose process should have ended; if it was stopped, a warning says so. */
    void addEndedJournal(Path file) throws IOException {
        if (!addJournal(file)) {
            damaged++;
            warn("journal [" + file.getFileName() + "] is incomplete: its test process was stopped or is still running,"
                    + " and its unfinished tests are missing here");
        }
    }

    /** Adds the readable lines of a journal, and returns whether its process wrote the end of it. */
    boolean addJournal(Path file) throws IOException {
        boolean isEnded = false;
        Path folder = folder(folder(file));
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                try {
                    String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                    JournalLine entry = requireNonNull(ReportGson.GSON.fromJson(text, JournalLine.class), "line");
                    add(entry, folder);
                    isEnded |= entry.run() != null && entry.run().ended() != null;
                } catch (RuntimeException e) {
                    // The process died while it wrote this line, or is still writing it.
                    warnings.add(
                            "line " + number + " of journal [" + file.getFileName()
                                    + "] is incomplete: a test process was stopped while it was writing, and its last entry is lost");
                }
            }
        }
        return isEnded;
    }

    /** Adds a warning for the reader. */
    void warn(String warning) {
        warnings.add(warning);
    }

    /** Returns whether no input had tests, or should have had tests. */
    boolean isEmpty() {
        return runs.isEmpty() && damaged == 0;
    }

    private static Path folder(Path file) {
        Path absolute = file.toAbsolutePath();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    /** Adds the journal of this process. */
    void addJournal(Journal own, Path folder) {
        own.lines().forEach(line -> add(line, folder));
        texts = own.checks();
    }

    private void add(JournalLine line, Path folder) {
        if (line.run() != null) {
            add(line.run());
        }
        if (line.key() != null && line.picture() != null) {
            add(line.key(), line.picture(), folder);
        }
        if (line.check() != null) {
            JournaledCheck check = line.check();
            checks.computeIfAbsent(Attempt.of(check.origin(), check.test()), key -> new TreeMap<>())
                    .put(check.origin().sequence(), check);
        }
        if (line.test() != null) {
            add(line.test());
        }
        if (line.notice() != null) {
            warnings.add(line.notice());
        }
    }

    /**
     * Adds a {@code report.json}; if it cannot be read, a warning names it.
     *
     * @throws IllegalArgumentException if the report has another format
     */
    void addReport(Path file) {
        Optional<ReportDocument> read = read(file);
        Path folder = folder(file);
        read.ifPresent(document -> {
            document.runs().forEach(this::add);
            document.tests().forEach(this::add);
            document.pictures().forEach((key, picture) -> add(key, picture, folder));
            warnings.addAll(document.warnings());
        });
    }

    private Optional<ReportDocument> read(Path file) {
        boolean isOther = false;
        try (BufferedReader text = Files.newBufferedReader(file)) {
            JsonObject json = requireNonNull(ReportGson.GSON.fromJson(text, JsonObject.class), "report");
            isOther = !new JsonPrimitive(ReportDocument.FORMAT).equals(json.get("format"));
            if (!isOther) {
                return Optional.of(ReportGson.GSON.fromJson(json, ReportDocument.class));
            }
        } catch (IOException | RuntimeException e) {
            damaged++;
            warnings.add(
                    "report [" + file + "] cannot be read, and its tests are missing here: " + JsonFields.reason(e));
        }
        if (isOther) {
            throw new IllegalArgumentException("not a report of the format " + ReportDocument.FORMAT + ": [" + file
                    + "]; merge reports with the version of clipunit that wrote them");
        }
        return Optional.empty();
    }

    /** Returns how many inputs could not be read. */
    int damaged() {
        return damaged;
    }

    private void add(RunInfo run) {
        runs.merge(run.id() + "\n" + run.module(), run, RunInfo::or);
    }

    private void add(TestEntry test) {
        tests.merge(Attempt.of(test.origin(), test.test()), test, ReportMerge::both);
    }

    private static TestEntry both(TestEntry one, TestEntry other) {
        TestEntry fuller = FULLNESS.compare(one, other) >= 0 ? one : other;
        return fuller.with(union(one.checks(), other.checks()));
    }

    /** Returns each check once, with the history of both copies, in the order they were made. */
    private static List<CheckEntry> union(List<CheckEntry> some, List<CheckEntry> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return Stream.concat(some.stream(), others.stream())
                    .sorted(IN_ORDER)
                    .toList();
        }
        Map<CheckEntry, CheckEntry> all = new LinkedHashMap<>();
        Stream.concat(some.stream(), others.stream())
                .forEach(check -> all.merge(check.withHistory(List.of()), check, CheckEntry::or));
        return all.values().stream().sorted(IN_ORDER).toList();
    }

    /**
     * Adds a picture. Reports of other people must not make clipunit copy files from elsewhere, so the names are
     * checked.
     */
    private void add(String key, Picture picture, Path folder) {
        if (KEY.matcher(key).matches() && picture.isOurs()) {
            pictures.merge(key, picture, Picture::or);
            picture.files().forEach(name -> folders.merge(name, folder, (one, other) -> holder(name, one, other)));
        } else {
            warnings.add("a picture was left out: its key or its file names are not in clipunit's format");
        }
    }

    /** Returns the folder that contains a file, out of two that should; the result does not depend on their order. */
    private static Path holder(String name, Path one, Path other) {
        if (one.equals(other) || !Files.exists(other.resolve(name))) {
            return one;
        }
        return Files.exists(one.resolve(name)) && one.compareTo(other) < 0 ? one : other;
    }

    /** Returns the JSON of the checks of this process. */
    IdentityHashMap<CheckEntry, String> texts() {
        return texts;
    }

    /** Returns the folder that each of the pictures' files belongs to. */
    Map<String, Path> folders() {
        return folders;
    }

    ReportDocument document() {
        List<TestEntry> entries = lastAttempts().stream()
                .sorted(Comparator.comparing(TestEntry::at)
                        .thenComparing(test -> test.origin().process())
                        .thenComparing(test -> test.origin().sequence())
                        .thenComparing(
                                test -> Attempt.of(test.origin(), test.test()).test()))
                .toList();
        List<RunInfo> ordered = runs.values().stream()
                .sorted(Comparator.comparing(RunInfo::started))
                .toList();
        return ReportDocument.of(ordered, entries, warnings, pictures);
    }

    private List<TestEntry> lastAttempts() {
        Map<String, String> starts = processStarts();
        Map<String, TreeMap<String, TestEntry>> byTest = new LinkedHashMap<>();
        Stream.concat(tests.keySet().stream(), checks.keySet().stream())
                .distinct()
                .forEach(attempt -> byTest.computeIfAbsent(attempt.test(), key -> new TreeMap<>())
                        .put(
                                starts.get(attempt.process()) + " " + attempt.process() + " "
                                        + padded(attempt.number()),
                                whole(attempt)));
        return byTest.values().stream()
                .map(attempts -> last(List.copyOf(attempts.values())))
                .toList();
    }

    private static TestEntry last(List<TestEntry> attempts) {
        TestEntry last = attempts.get(attempts.size() - 1);
        String before = attempts.stream()
                .limit(attempts.size() - 1L)
                .filter(attempt -> attempt.status().isRed())
                .map(attempt -> String.valueOf(attempt.message()))
                .findFirst()
                .orElse(null);
        return last.after(Math.max(last.attempts(), attempts.size()), before);
    }

    /**
     * Adds the checks that were journaled separately. A test that never ended was interrupted together with its
     * process.
     */
    private TestEntry whole(Attempt attempt) {
        List<JournaledCheck> own =
                List.copyOf(checks.getOrDefault(attempt, Map.of()).values());
        TestEntry known = tests.get(attempt);
        TestEntry test = known == null ? unended(own.get(0)) : known;
        return test.with(
                union(test.checks(), own.stream().map(JournaledCheck::entry).toList()));
    }

    private static TestEntry unended(JournaledCheck check) {
        return new TestEntry(
                check.entry().id(),
                check.origin(),
                check.entry().at(),
                null,
                check.test(),
                null,
                TestStatus.ERROR,
                1,
                false,
                "its process ended before the test did",
                List.of());
    }

    /** Pads a number so that texts sort like their numbers. */
    private static String padded(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 9 - digits.length())) + digits;
    }

    /** Returns when each process began its first test. */
    private Map<String, String> processStarts() {
        Map<String, String> starts = new HashMap<>();
        tests.values().forEach(test -> earlier(starts, test.origin(), test.at()));
        checks.values().forEach(own -> own.values()
                .forEach(check -> earlier(starts, check.origin(), check.entry().at())));
        return starts;
    }

    private static void earlier(Map<String, String> starts, Origin origin, String at) {
        starts.merge(origin.process(), at, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }

    /**
     * One attempt of a test.
     *
     * @param test identifies the test among those of all runs
     */
    private record Attempt(String test, String process, int number) {
        static Attempt of(Origin origin, TestLabel test) {
            return new Attempt(
                    String.join("\n", origin.run(), origin.module(), test.uniqueId()),
                    origin.process(),
                    origin.attempt());
        }
    }
}
