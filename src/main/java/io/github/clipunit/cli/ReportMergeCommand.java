package io.github.clipunit.cli;

import io.github.clipunit.golden.ObsoleteMode;
import io.github.clipunit.golden.store.JoinedLedgers;
import io.github.clipunit.golden.store.Unasked;
import io.github.clipunit.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            "  clipunit report merge shard-* --expect 4 --obsolete fail",
            "%nThe exit code is 1 if a test of the merged report is red, if a REPORT cannot be read, or if",
            "--obsolete fail found a golden that no test asked for."
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
            description = "a folder of earlier report.json files, to show how scores change")
    private @Nullable Path history;

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
            requireAll();
            Report merged = Report.merge(inputs);
            Report report = history == null ? merged : merged.withHistory(history);
            Path page = report.writeTo(folder);
            report.warnings().forEach(warning -> spec.commandLine().getErr().println("clipunit: " + warning));
            spec.commandLine()
                    .getOut()
                    .println("clipunit: " + report.headline()
                            + (report.isGood() ? ": " + page.toAbsolutePath().toUri() : Report.details(page)));
            boolean isComplete = !fails(unasked());
            return report.isGood() && isComplete ? ExitCode.OK : ExitCode.NO;
        } catch (IOException e) {
            throw new UncheckedIOException("reports cannot be merged: " + e.getMessage(), e);
        }
    }

    private void requireAll() {
        if (expected != null && inputs.stream().distinct().count() != expected) {
            throw new IllegalArgumentException(
                    "--expect [" + expected + "] must be the number of reports, but there are "
                            + inputs.stream().distinct().count() + ": " + inputs
                            + "; fetch what every shard left, and give each once");
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
