package io.github.clipunit.cli;

import io.github.clipunit.golden.ObsoleteMode;
import io.github.clipunit.golden.store.JoinedLedgers;
import io.github.clipunit.golden.store.Unasked;
import io.github.clipunit.internal.FileFailure;
import io.github.clipunit.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clipunit report merge}. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Merges the reports of several modules, CI shards or crashed forks into one report.html and report.json.",
            "A check that is in several reports counts once. It also lists goldens that no test of any report used, if the reports'",
            "folders say which ones were used."
        },
        footer = {
            "  clipunit report merge */target/clipunit --out target/clipunit",
            "  clipunit report merge shard-1/report.json shard-2/report.json --out all --history reports",
            "  clipunit report merge shard-* --expect 4 --obsolete fail --summary $GITHUB_STEP_SUMMARY",
            "The exit code is 1 if a test of the merged report failed, if a REPORT is incomplete or cannot be read, or if"
                    + " --obsolete fail found an unused golden; 2 if the number of REPORTs is not that of --expect, although the"
                    + " report is written."
        })
final class ReportMergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description = {
                "a report.json, a journal (.jsonl), a folder with either, such as target/clipunit, or a folder of such folders,",
                "such as a shard with several modules"
            })
    private List<Path> inputs = List.of();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "clipunit-report",
            description = "the folder for the merged report; default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("");

    @Option(
            names = "--history",
            paramLabel = "FOLDER",
            description = {
                "a folder of earlier report.json files, to show how scores changed, in addition to the history in the REPORTs;",
                "repeatable"
            })
    private List<Path> histories = List.of();

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "append a summary in Markdown to this file, such as $GITHUB_STEP_SUMMARY")
    private @Nullable Path summary;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "the number of REPORTs there must be, so that no shard is missing")
    private @Nullable Integer expected;

    @Option(
            names = "--obsolete",
            paramLabel = "list|fail",
            defaultValue = "list",
            description = "what to do about goldens that no test used; default: ${DEFAULT-VALUE}")
    private ObsoleteMode obsolete = ObsoleteMode.LIST;

    @Option(
            names = "--goldens",
            paramLabel = "FOLDER",
            description = {
                "the directory of the goldens; default: the tests' own, seen from the working directory as the build's root"
            })
    private @Nullable Path goldens;

    @Override
    public Integer call() {
        try {
            Optional<String> missing = missing();
            Report report = Report.merge(inputs);
            for (Path history : histories) {
                report = report.withHistory(history);
            }
            report = missing.map(report::withWarning).orElse(report);
            Path page = report.writeTo(folder);
            summarize(report, page);
            report.warnings().forEach(new Notices(spec)::say);
            spec.commandLine()
                    .getOut()
                    .println("clipunit: " + report.headline()
                            + (report.isGood() ? ": " + page.toAbsolutePath().toUri() : Report.details(page)));
            boolean isComplete = !fails(unasked());
            if (missing.isPresent()) {
                return ExitCode.USAGE;
            }
            return report.isGood() && isComplete ? ExitCode.OK : ExitCode.NO;
        } catch (IOException e) {
            throw new UncheckedIOException("reports cannot be merged: " + FileFailure.reason(e), e);
        }
    }

    /** The error in the number of reports, if there is one. Two paths may name the same report. */
    private Optional<String> missing() {
        long count = inputs.stream()
                .map(input -> input.toAbsolutePath().normalize())
                .distinct()
                .count();
        return expected == null || count == expected
                ? Optional.empty()
                : Optional.of("--expect [" + expected + "] must be the number of reports, but there are " + count + ": "
                        + inputs + "; fetch the report of every shard, and name each once");
    }

    private void summarize(Report report, Path page) throws IOException {
        if (summary != null) {
            String before = Files.exists(summary) ? Files.readString(summary) : "";
            Files.writeString(summary, report.markdownInto(before, page.toString()));
        }
    }

    private Unasked unasked() throws IOException {
        Optional<Unasked> found = JoinedLedgers.of(inputs).unasked(Path.of(""), goldens);
        if (found.isEmpty() && (goldens != null || obsolete == ObsoleteMode.FAIL)) {
            throw new IllegalArgumentException(
                    "there are no goldens to look for: " + inputs + " must contain the folder goldens of"
                            + " target/clipunit, and "
                            + (goldens == null ? "the working directory" : "--goldens [" + goldens + "]")
                            + " must contain the goldens");
        }
        found.filter(any -> !any.isEmpty())
                .ifPresent(any -> spec.commandLine().getOut().println(any.notice()));
        return found.orElse(new Unasked(List.of(), new TreeMap<>()));
    }

    private boolean fails(Unasked unasked) {
        return obsolete == ObsoleteMode.FAIL && !unasked.obsolete().isEmpty();
    }
}
