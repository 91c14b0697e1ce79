package io.github.clipunit.cli;

import picocli.CommandLine.Command;

/** {@code clipunit golden}. */
@Command(
        name = "golden",
        description = "Changes goldens that tests recorded.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class GoldenCommand {}
