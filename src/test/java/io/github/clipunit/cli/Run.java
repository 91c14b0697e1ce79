package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.cli.terminal.Screen;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A command line that was run inside this process. */
record Run(int exitCode, String out, String err) {

    static Run of(ClipScorer scorer, String... arguments) {
        return of(settings -> scorer, arguments);
    }

    static Run of(ScorerSource scorers, String... arguments) {
        return of(scorers, new StandardInput(InputStream.nullInputStream(), false), Terminal.NONE, arguments);
    }

    /** With bytes on standard input. */
    static Run of(ClipScorer scorer, byte[] input, String... arguments) {
        StandardInput standard = new StandardInput(new ByteArrayInputStream(input), false);
        return of(settings -> scorer, standard, Terminal.NONE, arguments);
    }

    /** With standard output and standard error on the same kind of stream. */
    static Run of(ScorerSource scorers, StandardInput input, Terminal terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine commandLine = Clipunit.commandLine(scorers, scorers, input, Progress.NONE)
                .setOut(new Screen(out, terminal, Progress.NONE))
                .setErr(new Screen(err, terminal, Progress.NONE));
        int exitCode = commandLine.execute(arguments);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Run(exitCode, unix(out), unix(err));
    }

    private static String unix(ByteArrayOutputStream text) {
        return text.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
