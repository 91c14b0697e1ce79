package io.github.clipunit.report;

import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.JournalFolder;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.page.Annotations;
import io.github.clipunit.report.page.HtmlPage;
import io.github.clipunit.report.page.PictureBudget;
import io.github.clipunit.report.page.ReportJson;
import io.github.clipunit.report.page.StepSummary;
import io.github.clipunit.report.study.ThresholdStudies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The checks of one or more runs, ready to be written for people and machines.
 *
 * <p>The ReportFiles.JSON schema of {@code report.json} is the resource {@code /io/github/clipunit/report/report.schema.json}.
 */
public final class Report {
    private static final int KEY_DIGITS = 12;

    private final ReportDocument document;

    Report(ReportDocument document) {
        this.document = document;
    }

    /**
     * Brings the reports of several modules, shards or forks together. What several inputs hold counts once.
     *
     * @param inputs {@code report.json} files, journals ({@code .jsonl}) of runs that ended before they could write one, or
     *     folders with either, such as {@code target/clipunit}, or with such folders inside
     * @throws IllegalArgumentException if an input is none of these, or a report of another format
     * @throws IOException if an input cannot be read
     */
    public static Report merge(Collection<Path> inputs) throws IOException {
        ReportMerge merge = new ReportMerge();
        for (Path input : inputs) {
            addTo(merge, input);
        }
        return new Report(completed(merge.document()));
    }

    static Report ofJournals(List<Path> journals) throws IOException {
        ReportMerge merge = new ReportMerge();
        for (Path journal : journals) {
            merge.addJournal(journal);
        }
        return new Report(completed(merge.document()));
    }

    private static void addTo(ReportMerge merge, Path input) throws IOException {
        if (input.toString().endsWith(".jsonl")) {
            merge.addJournal(input);
        } else if (Files.isRegularFile(input)) {
            merge.addReport(input);
        } else if (!addFolder(merge, input)) {
            throw new IllegalArgumentException("nothing to merge at [" + input + "]: expected a report.json, a journal"
                    + " (.jsonl), or a folder with either, such as target/clipunit");
        }
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
                merge.addJournal(journal);
            }
        }
        return hasReport || hasJournals;
    }

    private static ReportDocument completed(ReportDocument plain) {
        ReportDocument studied = new ReportDocument(
                plain.format(),
                plain.runs(),
                plain.totals(),
                plain.checks(),
                ThresholdStudies.of(plain.checks()),
                plain.warnings(),
                plain.pictures());
        return PictureBudget.apply(studied, PictureBudget.LIMIT);
    }

    /**
     * The same report with what its checks scored in earlier runs.
     *
     * @param folder holds the {@code report.json} files that were kept, under any names that end in {@code .json}, up to
     *     three folders deep; other files are passed over
     * @throws IOException if the folder cannot be listed
     */
    public Report withHistory(Path folder) throws IOException {
        Set<String> current = document.runs().stream().map(RunInfo::id).collect(Collectors.toSet());
        History history = History.of(folder, current);
        List<CheckEntry> checks = document.checks().stream()
                .map(check -> check.withHistory(history.of(check.id())))
                .toList();
        List<String> warnings = new ArrayList<>(document.warnings());
        warnings.addAll(history.warnings());
        return new Report(new ReportDocument(
                document.format(),
                document.runs(),
                document.totals(),
                checks,
                document.thresholds(),
                warnings,
                document.pictures()));
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
        new AtomicFile(directory.resolve(ReportFiles.JSON)).write(new ReportJson(document)::writeTo);
        new AtomicFile(page).write(new HtmlPage(document)::writeTo);
        return page;
    }

    /** How many checks there are. */
    public int checks() {
        return document.totals().checks();
    }

    /** How many checks failed. */
    public int failed() {
        return document.totals().failed();
    }

    /**
     * The report as GitHub-flavoured Markdown, for the file that {@code GITHUB_STEP_SUMMARY} names: a table of the failed
     * checks with their scores and the names of their pictures.
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
     * The failed checks as workflow commands, to be printed where {@code GITHUB_ACTIONS} is set, at most ten: GitHub shows
     * no more a step.
     *
     * @param workspace the repository's folder, {@code GITHUB_WORKSPACE}
     * @param module the folder of the module, whose sources lie in {@code src/test}
     */
    public List<String> annotations(Path workspace, Path module) {
        return new Annotations(workspace, module).of(document);
    }

    /**
     * A line for the end of a run that had failures.
     *
     * @param page the page
     * @return how many checks failed and where the page is, as a link that terminals open; empty where all passed
     */
    public Optional<String> closingLine(Path page) {
        return failures().map(failures -> "clipunit: " + failures + details(page));
    }

    /** How many checks failed, for people; empty where all passed. */
    public Optional<String> failures() {
        return failed() == 0
                ? Optional.empty()
                : Optional.of(failed() + " of " + checks() + (checks() == 1 ? " check" : " checks") + " failed");
    }

    /** Where the page is, as the end of a line. */
    public static String details(Path page) {
        return "; pictures and details: " + page.toAbsolutePath().toUri();
    }

    /** What one process of the run added. */
    Report madeBy(String process) {
        return new Report(ReportDocument.of(
                document.runs(),
                document.checks().stream()
                        .filter(check -> check.origin().process().equals(process))
                        .toList(),
                document.warnings(),
                document.pictures()));
    }

    ReportDocument document() {
        return document;
    }
}
