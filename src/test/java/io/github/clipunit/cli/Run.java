package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command line that was run inside this process. */
record Run(int exitCode, String out, String err) {

    static Run of(ClipScorer scorer, String... arguments) {
        return of(settings -> scorer, arguments);
    }

    static Run of(ScorerSource scorers, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Clipunit.commandLine(scorers)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(arguments);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Run(exitCode, unix(out), unix(err));
    }

    private static String unix(StringWriter text) {
        return text.toString().replace("\r\n", "\n");
    }
}
