package io.github.clipunit.cli;

import io.github.clipunit.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
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
            "report.html and report.json. What several of them hold counts once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  clipunit report merge */target/clipunit --out target/clipunit",
            "  clipunit report merge shard-1/report.json shard-2/report.json --out all --history reports",
            "%nThe exit code is 1 if a check of the merged report failed."
        })
final class ReportMergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description = "a report.json, a journal (.jsonl), or a folder with either, such as target/clipunit")
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

    @Override
    public Integer call() {
        try {
            Report merged = Report.merge(inputs);
            Report report = history == null ? merged : merged.withHistory(history);
            Path page = report.writeTo(folder);
            spec.commandLine()
                    .getOut()
                    .println(report.closingLine(page)
                            .orElse("clipunit: all " + report.checks() + " checks passed: "
                                    + page.toAbsolutePath().toUri()));
            return report.failed() == 0 ? ExitCode.OK : ExitCode.NO;
        } catch (IOException e) {
            throw new UncheckedIOException("reports cannot be merged: " + e.getMessage(), e);
        }
    }
}
