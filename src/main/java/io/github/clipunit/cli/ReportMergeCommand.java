package io.github.clipunit.cli;

import io.github.clipunit.golden.ObsoleteMode;
import io.github.clipunit.golden.store.JoinedLedgers;
import io.github.clipunit.golden.store.Unasked;
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
            "Brings the reports of several modules, CI shards or crashed forks together into one",
            "report.html and report.json. What several of them hold counts once. Lists the",
            "goldens that no test of any of them asked for, as far as their folders say."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clipunit report merge */target/clipunit --out target/clipunit",
            "  clipunit report merge shard-1/report.json shard-2/report.json --out all --history reports",
            "  clipunit report merge shard-* --expect 4 --obsolete fail --summary $GITHUB_STEP_SUMMARY",
            "%nThe exit code is 1 if a test of the merged report is red, if a REPORT cannot be read or has no end,",
            "or if --obsolete fail found a golden that no test asked for; 2 if there are not as many REPORTs as",
            "--expect says, of which the report is made all the same."
        })
final class ReportMergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description = {
                "a report.json, a journal (.jsonl), or a folder with either, such as target/clipunit,",
                "or with such folders inside, such as a shard with several modules"
            })
    private List<Path> inputs = List.of();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "clipunit-report",
            description = "where the merged report goes (default: ${DEFAULT-VALUE})")
    private Path folder = Path.of("");

    @Option(
            names = "--history",
            paramLabel = "FOLDER",
            description = {
                "a folder of earlier report.json files, to show how scores change, next to what the",
                "REPORTs know of it; may be given several times"
            })
    private List<Path> histories = List.of();

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "a file that a summary in Markdown is appended to, such as $GITHUB_STEP_SUMMARY")
    private @Nullable Path summary;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "how many REPORTs there must be, so that no shard is missing")
    private @Nullable Integer expected;

    @Option(
            names = "--obsolete",
            paramLabel = "list|fail",
            defaultValue = "list",
            description = "what follows from goldens that no test asked for (default: ${DEFAULT-VALUE})")
    private ObsoleteMode obsolete = ObsoleteMode.LIST;

    @Option(
            names = "--goldens",
            paramLabel = "FOLDER",
            description = {
                "the directory of the goldens (default: where the tests had it, from the working directory",
                "as the build's outermost one)"
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
            report.warnings().forEach(warning -> spec.commandLine().getErr().println("clipunit: " + warning));
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
            throw new UncheckedIOException("reports cannot be merged: " + e.getMessage(), e);
        }
    }

    /** What is wrong with the number of reports, of which one may be given under two names. */
    private Optional<String> missing() {
        long count = inputs.stream()
                .map(input -> input.toAbsolutePath().normalize())
                .distinct()
                .count();
        return expected == null || count == expected
                ? Optional.empty()
                : Optional.of("--expect [" + expected + "] must be the number of reports, but there are " + count + ": "
                        + inputs + "; fetch what every shard left, and give each once");
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
                    "no goldens to look through: " + inputs + " must hold the folder goldens of"
                            + " target/clipunit, and "
                            + (goldens == null ? "the working directory" : "--goldens [" + goldens + "]")
                            + " must hold the goldens");
        }
        found.filter(any -> !any.isEmpty())
                .ifPresent(any -> spec.commandLine().getOut().println(any.notice()));
        return found.orElse(new Unasked(List.of(), new TreeMap<>()));
    }

    private boolean fails(Unasked unasked) {
        return obsolete == ObsoleteMode.FAIL && !unasked.obsolete().isEmpty();
    }
}
