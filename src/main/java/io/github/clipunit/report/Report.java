package io.github.clipunit.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The checks of one or more runs, ready to be written for people and machines.
 *
 * <p>The JSON schema of {@code report.json} is the resource {@code /io/github/clipunit/report/report.schema.json}.
 */
public final class Report {

    /** The name of the page. */
    public static final String HTML = "report.html";
    /** The name of the data. */
    public static final String JSON = "report.json";

    private final ReportDocument document;

    Report(ReportDocument document) {
        this.document = document;
    }

    /**
     * Brings the reports of several modules, shards or forks together. What several inputs hold counts once.
     *
     * @param inputs {@code report.json} files, journals ({@code .jsonl}) of runs that ended before they could write one, or
     *     folders with either, such as {@code target/clipunit}
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

    private static boolean addFolder(ReportMerge merge, Path folder) throws IOException {
        Path report = folder.resolve(JSON);
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
        Files.createDirectories(directory);
        Gson gson = new GsonBuilder().create();
        replace(directory.resolve(JSON), writer -> gson.toJson(document, writer));
        return replace(directory.resolve(HTML), writer -> new HtmlPage(document).writeTo(writer));
    }

    private static Path replace(Path file, Content content) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".tmp");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                content.writeTo(writer);
            }
            move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return file;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** How many checks there are. */
    public int checks() {
        return document.totals().checks();
    }

    /** How many checks failed. */
    public int failed() {
        return document.totals().failed();
    }

    ReportDocument document() {
        return document;
    }

    /** Writes one file. */
    private interface Content {
        void writeTo(Writer writer) throws IOException;
    }
}
