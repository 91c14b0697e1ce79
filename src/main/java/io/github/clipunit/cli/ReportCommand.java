package io.github.clipunit.cli;

import picocli.CommandLine.Command;

/** {@code clipunit report}. */
@Command(
        name = "report",
        description = "Merges the reports of test runs.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = ReportMergeCommand.class)
final class ReportCommand {}
