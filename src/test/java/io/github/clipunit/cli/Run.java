package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A command line that was run inside this process. */
record Run(int exitCode, String out, String err) {

    static Run of(ClipScorer scorer, String... arguments) {
        return of(settings -> scorer, arguments);
    }

    static Run of(ScorerSource scorers, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine commandLine = Clipunit.commandLine(scorers, scorers)
                .setOut(Clipunit.writer(out))
                .setErr(Clipunit.writer(err));
        int exitCode = commandLine.execute(arguments);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Run(exitCode, unix(out), unix(err));
    }

    private static String unix(ByteArrayOutputStream text) {
        return text.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
