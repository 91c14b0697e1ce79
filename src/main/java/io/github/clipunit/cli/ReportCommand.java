package io.github.clipunit.cli;

import picocli.CommandLine.Command;

/** {@code clipunit report}. */
@Command(
        name = "report",
        description = "Works on the reports that test runs leave.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = ReportMergeCommand.class)
final class ReportCommand {}
