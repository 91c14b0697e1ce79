package io.github.clipunit.report;

import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.Journal;
import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.data.Totals;
import io.github.clipunit.report.page.Annotations;
import io.github.clipunit.report.page.HtmlPage;
import io.github.clipunit.report.page.ReportJson;
import io.github.clipunit.report.page.StepSummary;
import io.github.clipunit.report.study.ThresholdStudies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests of one or more runs with their checks, ready to be written for people and machines.
 *
 * <p>The JSON schema of {@code report.json} is the resource {@code /io/github/clipunit/report/report.schema.json}.
 */
public final class Report {
    private static final int KEY_DIGITS = 12;

    private final ReportDocument document;
    private final Map<String, Path> folders;
    private final IdentityHashMap<CheckEntry, String> texts;
    private final int damaged;

    private Report(
            ReportDocument document,
            Map<String, Path> folders,
            IdentityHashMap<CheckEntry, String> texts,
            int damaged) {
        this.texts = texts;
        this.document = document;
        this.folders = folders;
        this.damaged = damaged;
    }

    private static Report of(ReportMerge merge) {
        ReportDocument plain = merge.document();
        return new Report(
                plain.with(ThresholdStudies.of(plain.tests())), merge.folders(), merge.texts(), merge.damaged());
    }

    private Report with(ReportDocument document) {
        return new Report(document, folders, texts, damaged);
    }

    /**
     * Merges the reports of several modules, shards or forks, in any order. Tests that several inputs contain count
     * once. An input that cannot be read, or a folder without a report, such as that of a shard without tests, adds a
     * warning that names it.
     *
     * @param inputs {@code report.json} files, journals ({@code .jsonl}) of runs that ended before they wrote a report,
     *     or folders with either, such as {@code target/clipunit}, or with such folders inside
     * @throws IllegalArgumentException if an input is none of these, has another report format, or no input can be read
     * @throws IOException if an input cannot be opened
     */
    public static Report merge(Collection<Path> inputs) throws IOException {
        ReportMerge merge = new ReportMerge();
        Set<Path> empty = new TreeSet<>();
        for (Path input : inputs) {
            if (!addTo(merge, input)) {
                empty.add(input);
            }
        }
        for (Path input : empty) {
            if (merge.isEmpty() || !Files.isDirectory(input)) {
                throw new IllegalArgumentException(
                        "nothing to merge at [" + input + "]: expected a report.json, a journal"
                                + " (.jsonl), or a folder with either, such as target/clipunit");
            }
            merge.warn("no report in [" + input
                    + "]: no test that uses clipunit ran there, or the build ended before one did");
        }
        return of(merge);
    }

    /** Creates the report of a run. The journal of this process is already in memory. */
    static Report ofJournals(List<Path> journals, Optional<Journal> own, Path directory) throws IOException {
        ReportMerge merge = new ReportMerge();
        for (Path journal : journals) {
            if (own.isPresent() && journal.equals(own.get().file())) {
                merge.addJournal(own.get(), directory);
            } else {
                merge.addJournal(journal);
            }
        }
        return of(merge);
    }

    /** Adds an input, and returns whether it contains a report or journals. */
    private static boolean addTo(ReportMerge merge, Path input) throws IOException {
        if (input.toString().endsWith(".jsonl")) {
            merge.addEndedJournal(input);
        } else if (Files.isRegularFile(input)) {
            merge.addReport(input);
        } else {
            return addFolder(merge, input);
        }
        return true;
    }

    /**
     * Adds the reports of the folder itself, or else of all folders named {@code clipunit} in it at any depth, such as
     * those of a shard with several modules. Returns whether there were any.
     */
    private static boolean addFolder(ReportMerge merge, Path folder) throws IOException {
        if (addOne(merge, folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        boolean hasAny = false;
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path own :
                    inside.filter(path -> path.endsWith("clipunit")).sorted().toList()) {
                hasAny |= addOne(merge, own);
            }
        }
        return hasAny;
    }

    private static boolean addOne(ReportMerge merge, Path folder) throws IOException {
        Path report = folder.resolve(ReportFiles.JSON);
        boolean hasReport = Files.isRegularFile(report);
        if (hasReport) {
            merge.addReport(report);
        }
        Path journals = folder.resolve("journal");
        boolean hasJournals = Files.isDirectory(journals);
        if (hasJournals) {
            for (Path journal : JournalFolder.list(journals)) {
                merge.addEndedJournal(journal);
            }
        }
        return hasReport || hasJournals;
    }

    /**
     * Returns the same report with the scores of its checks in earlier runs, added to those it already has. A folder
     * with only the last report is enough, because each report contains the history it knew.
     *
     * @param folder contains the earlier {@code report.json} files, under any names that end in {@code .json}, up to
     *     three folders deep; other files are ignored
     * @throws IOException if the folder cannot be listed
     */
    public Report withHistory(Path folder) throws IOException {
        Set<String> current = document.runs().stream().map(RunInfo::id).collect(Collectors.toSet());
        History history = History.of(folder, current);
        Set<String> reported = document.tests().stream()
                .flatMap(test -> test.checks().stream())
                .map(check -> check.id() + check.at())
                .collect(Collectors.toSet());
        return with(document.mapTests(test -> test.mapChecks(check -> history.addTo(check, reported)))
                .withWarnings(history.warnings()));
    }

    /** Returns the same report with another warning for its reader. */
    public Report withWarning(String warning) {
        return with(document.withWarnings(List.of(warning)));
    }

    /**
     * Writes {@code report.html} and {@code report.json}. Each is replaced atomically: readers see the old or the new
     * file.
     *
     * @param directory the target directory, created if it does not exist
     * @return the page
     * @throws IOException if the files cannot be written
     */
    public Path writeTo(Path directory) throws IOException {
        Path page = directory.resolve(ReportFiles.HTML);
        ReportDocument whole = withFiles(directory);
        // Writing takes half of the time that tests wait at the end of a run, so write both files in parallel.
        CompletableFuture<Void> data = CompletableFuture.runAsync(() -> {
            try {
                new AtomicFile(directory.resolve(ReportFiles.JSON)).write(new ReportJson(whole, texts)::writeTo);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            new AtomicFile(page).write(new HtmlPage(whole, directory, texts)::writeTo);
        } finally {
            join(data);
        }
        return page;
    }

    private static void join(CompletableFuture<Void> data) throws IOException {
        try {
            data.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException refused ? refused.getCause() : new IOException(e);
        }
    }

    /** Copies pictures that are stored elsewhere, and removes the names of pictures that do not exist. */
    private ReportDocument withFiles(Path directory) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String name : document.files()) {
            Path here = directory.resolve(name);
            Path there = folders.getOrDefault(name, directory).resolve(name);
            if (!here.equals(there) && !Files.exists(here) && Files.isRegularFile(there)) {
                Files.createDirectories(here.getParent());
                Files.copy(there, here);
            }
            if (!Files.exists(here)) {
                missing.add(name);
            }
        }
        if (missing.isEmpty()) {
            return document;
        }
        Map<String, Picture> there = new LinkedHashMap<>();
        document.pictures().forEach((key, picture) -> there.put(key, picture.without(missing)));
        return document.withPictures(there)
                .withWarnings(List.of(missing.size()
                        + (missing.size() == 1 ? " picture is" : " pictures are")
                        + " missing: keep the pictures folder next to each report.json"));
    }

    /** Summarises in one line how the tests ended. */
    public String headline() {
        return totals().headline();
    }

    Totals totals() {
        return document.totals();
    }

    /** Returns whether all tests passed and all inputs could be read. */
    public boolean isGood() {
        return totals().red() == 0 && damaged == 0;
    }

    /** Returns the warnings about the report itself. */
    public List<String> warnings() {
        return document.warnings();
    }

    /**
     * Returns the report as GitHub-flavoured Markdown, for the file named by {@code GITHUB_STEP_SUMMARY}: a table of
     * the failed tests with the scores of their failed checks and the names of their pictures.
     *
     * @param page where the reader finds the page, such as {@code target/clipunit/report.html}
     */
    public String markdown(String page) {
        return new StepSummary(document).markdown(page);
    }

    /**
     * Inserts this report into a summary that several forks share. It replaces the part that an earlier fork of the run
     * wrote, so that each fork may write when it ends.
     *
     * @param summary the content of the file, possibly empty
     * @param page as in {@link #markdown}
     */
    public String markdownInto(String summary, String page) {
        String name = document.runs().stream()
                .map(run -> run.id() + " " + run.module())
                .collect(Collectors.joining(" "));
        String key = Sha256.hex(name.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
        String start = "<!-- clipunit " + key + " -->\n";
        String end = "<!-- /clipunit " + key + " -->\n";
        int from = summary.indexOf(start);
        int to = summary.indexOf(end, Math.max(0, from));
        String part = start + "\n" + markdown(page) + "\n" + end;
        return from < 0 || to < 0
                ? summary + part
                : summary.substring(0, from) + part + summary.substring(to + end.length());
    }

    /**
     * Returns the failed tests as workflow commands to print if {@code GITHUB_ACTIONS} is set. There are at most ten,
     * because GitHub shows no more per step.
     */
    public List<String> annotations() {
        return Annotations.of(document);
    }

    /** Summarises in one line how the tests ended; empty if none failed. */
    public Optional<String> failures() {
        return totals().red() == 0 ? Optional.empty() : Optional.of(headline());
    }

    /** Returns the end of a line that says where the page is. */
    public static String details(Path page) {
        return "; pictures and details: " + page.toAbsolutePath().toUri();
    }

    /** Returns the part of the report that one process of the run added. */
    Report madeBy(String process) {
        return with(ReportDocument.of(
                document.runs(),
                document.tests().stream()
                        .filter(test -> test.origin().process().equals(process))
                        .toList(),
                document.warnings(),
                document.pictures()));
    }

    ReportDocument document() {
        return document;
    }
}
