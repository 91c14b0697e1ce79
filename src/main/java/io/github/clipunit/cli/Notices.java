package io.github.clipunit.cli;

import io.github.clipunit.cli.terminal.Colour;
import io.github.clipunit.cli.terminal.Screen;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Messages of a command on standard error, each with the command's whole name in front.
 *
 * @param spec the command
 */
record Notices(CommandSpec spec) {

    /** Prints a note or a warning. */
    void say(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + text);
        err.flush();
    }

    /** Prints an error. */
    void complain(String text) {
        PrintWriter err = spec.commandLine().getErr();
        Screen.println(err, Colour.BAD, spec.qualifiedName() + ": " + text);
        err.flush();
    }

    /** An error in the command line, which ends the command with a hint to its help. */
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
