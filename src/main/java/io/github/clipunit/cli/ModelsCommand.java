package io.github.clipunit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clipunit models}: what its commands have in common is that they are about files and score nothing. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists, fetches and verifies models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ModelsListCommand.class, ModelsFetchCommand.class, ModelsVerifyCommand.class})
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: models list, models fetch or models verify");
    }
}
