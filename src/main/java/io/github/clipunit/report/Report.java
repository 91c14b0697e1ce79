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
 * The tests of one or more runs and their checks, ready to be written for people and machines.
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
     * Brings the reports of several modules, shards or forks together, in any order. What several inputs hold counts once; an
     * input that cannot be read costs a warning that names it, and so does a folder that holds no report, as that of a shard
     * without tests.
     *
     * @param inputs {@code report.json} files, journals ({@code .jsonl}) of runs that ended before they could write one, or
     *     folders with either, such as {@code target/clipunit}, or with such folders inside
     * @throws IllegalArgumentException if an input is none of these, a report of another format, or none can be read
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
            merge.warn(
                    "no report in [" + input + "]: no test of clipunit's ran there, or its build ended before one did");
        }
        return of(merge);
    }

    /** The report of a run, of which a part may be at hand. */
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

    /** Whether there is anything. */
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

    /** The folder itself, or else those that bear the name of ours at any depth, as where a shard has several modules. */
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
     * The same report with what its checks scored in earlier runs, next to what it knows of these. A folder with the last
     * report alone will do, as each holds what it knew of those before it.
     *
     * @param folder holds the {@code report.json} files that were kept, under any names that end in {@code .json}, up to
     *     three folders deep; other files are passed over
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

    /** The same report with something that its reader must know of it. */
    public Report withWarning(String warning) {
        return with(document.withWarnings(List.of(warning)));
    }

    /**
     * Writes {@code report.html} and {@code report.json}, each at once: who reads meanwhile sees the old or the new one.
     *
     * @param directory where to; made if it is missing
     * @return the page
     * @throws IOException if they cannot be written
     */
    public Path writeTo(Path directory) throws IOException {
        Path page = directory.resolve(ReportFiles.HTML);
        ReportDocument whole = withFiles(directory);
        // Half of what tests wait for at the end of a run, so both at once.
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

    /** Copies the pictures that are elsewhere; what is nowhere is not named. */
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
                        + " missing: keep the folder pictures beside each report.json"));
    }

    /** How the tests ended, for people. */
    public String headline() {
        return totals().headline();
    }

    Totals totals() {
        return document.totals();
    }

    /** Whether all its tests are good, and all inputs could be read. */
    public boolean isGood() {
        return totals().red() == 0 && damaged == 0;
    }

    /** What the reader must know of the report itself. */
    public List<String> warnings() {
        return document.warnings();
    }

    /**
     * The report as GitHub-flavoured Markdown, for the file that {@code GITHUB_STEP_SUMMARY} names: a table of the tests
     * that are red with the scores of their failed checks and the names of their pictures.
     *
     * @param page where the reader finds the page, such as {@code target/clipunit/report.html}
     */
    public String markdown(String page) {
        return new StepSummary(document).markdown(page);
    }

    /**
     * The summary that several forks share, with this report's part in it: what an earlier fork of the run wrote is
     * replaced, so that each may write when it ends.
     *
     * @param summary what the file holds, possibly nothing
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
     * The tests that are red as workflow commands, to be printed where {@code GITHUB_ACTIONS} is set, at most ten: GitHub shows
     * no more a step.
     */
    public List<String> annotations() {
        return Annotations.of(document);
    }

    /** How the tests ended, for people; empty where none is red. */
    public Optional<String> failures() {
        return totals().red() == 0 ? Optional.empty() : Optional.of(headline());
    }

    /** Where the page is, as the end of a line. */
    public static String details(Path page) {
        return "; pictures and details: " + page.toAbsolutePath().toUri();
    }

    /** What one process of the run added. */
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
