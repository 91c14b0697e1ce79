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
 * Brings journals and reports together, in any order. A test that several inputs hold counts once; of a test that one run made
 * several times, the last attempt counts; tests of different runs stand side by side.
 */
final class ReportMerge {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Comparator<CheckEntry> IN_ORDER = Comparator.comparing(CheckEntry::at);
    /** Of copies of one attempt, that which was written last, and knows of more attempts. */
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

    /** Adds a journal whose process should have ended; one that was stopped costs a warning. */
    void addEndedJournal(Path file) throws IOException {
        if (!addJournal(file)) {
            damaged++;
            warn("journal [" + file.getFileName() + "] has no end: its test process was stopped or still runs, and the"
                    + " tests that it had not ended are missing here");
        }
    }

    /** Adds a journal, as far as it can be read, and says whether its process wrote the end of it. */
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
                    // The process died while it wrote this line, or writes it now.
                    warnings.add(
                            "line " + number + " of journal [" + file.getFileName()
                                    + "] is incomplete: a test process was stopped while it wrote, and what it wrote last is lost");
                }
            }
        }
        return isEnded;
    }

    /** Adds something that the reader must know. */
    void warn(String warning) {
        warnings.add(warning);
    }

    /** Whether nothing was added that holds tests, or should. */
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
     * Adds a {@code report.json}; one that cannot be read costs a warning that names it.
     *
     * @throws IllegalArgumentException if it is one of another format
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
                    "report [" + file + "] cannot be read, and what it held is missing here: " + JsonFields.reason(e));
        }
        if (isOther) {
            throw new IllegalArgumentException("not a report of the format " + ReportDocument.FORMAT + ": [" + file
                    + "]; merge reports with the version of clipunit that wrote them");
        }
        return Optional.empty();
    }

    /** How many inputs could not be read. */
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

    /** Each check once, with the history that either knows, in the order they were made. */
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

    /** Pictures of other people's files are copied: none of them may name a file elsewhere. */
    private void add(String key, Picture picture, Path folder) {
        if (KEY.matcher(key).matches() && picture.isOurs()) {
            pictures.merge(key, picture, Picture::or);
            picture.files().forEach(name -> folders.merge(name, folder, (one, other) -> holder(name, one, other)));
        } else {
            warnings.add("a picture is left out: its key or its files are not named as clipunit names them");
        }
    }

    /** Of two folders that should hold a file one that does, the same in either order. */
    private static Path holder(String name, Path one, Path other) {
        if (one.equals(other) || !Files.exists(other.resolve(name))) {
            return one;
        }
        return Files.exists(one.resolve(name)) && one.compareTo(other) < 0 ? one : other;
    }

    /** The JSON of checks of this process. */
    IdentityHashMap<CheckEntry, String> texts() {
        return texts;
    }

    /** The folder in which each of the pictures' files is named. */
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

    /** With the checks that were journaled by themselves; a test that never ended took its process with it. */
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

    /** So that texts are in the order of their numbers. */
    private static String padded(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 9 - digits.length())) + digits;
    }

    /** When each process began its first test. */
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
     * One time that a test ran.
     *
     * @param test names the test among those of all runs
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
