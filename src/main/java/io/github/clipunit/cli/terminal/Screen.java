package io.github.clipunit.cli.terminal;

import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.Terminal;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Standard output or standard error, as commands write to it: in UTF-8 whatever the locale, with colours only if its terminal
 * takes them, and with every other escape made visible. A line takes the place of the progress bar, which then follows it.
 */
public final class Screen extends PrintWriter {

    private final Terminal terminal;
    private final Progress bar;
    private final boolean hasColours;
    private final int width;

    /**
     * Writes to a stream.
     *
     * @param terminal what is at the other end of the stream
     * @param bar the bar that may stand on the same terminal
     */
    public Screen(OutputStream stream, Terminal terminal, Progress bar) {
        super(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
        this.terminal = terminal;
        this.bar = terminal.isTerminal() ? bar : Progress.NONE;
        this.hasColours = terminal.hasColours();
        this.width = terminal.width();
    }

    @Override
    public void write(String text, int from, int length) {
        bar.hide();
        String safe = OutputForm.LINES.of(text.substring(from, from + length));
        super.write(safe, 0, safe.length());
        if (safe.endsWith("\n")) {
            showBar();
        }
    }

    @Override
    public void println() {
        bar.hide();
        super.println();
        showBar();
    }

    private void showBar() {
        if (bar != Progress.NONE) {
            flush();
            bar.show();
        }
    }

    /** Prints a text in a colour, or plainly where there are no colours. */
    public static void print(PrintWriter out, Colour colour, String text) {
        if (out instanceof Screen screen && screen.hasColours) {
            screen.escape(colour.start);
            screen.print(text);
            screen.escape(Colour.END);
        } else {
            out.print(text);
        }
    }

    private void escape(String sequence) {
        super.write(sequence, 0, sequence.length());
    }

    /** Prints a line in a colour, or plainly where there are no colours. */
    public static void println(PrintWriter out, Colour colour, String text) {
        print(out, colour, text);
        out.println();
    }

    /** The columns of the terminal; empty if the output goes to a file or a pipe, where lines are as long as they have to be. */
    public static OptionalInt columns(PrintWriter out) {
        return out instanceof Screen screen && screen.terminal.isTerminal()
                ? OptionalInt.of(screen.width)
                : OptionalInt.empty();
    }

    /** The columns that help is written for: those of the terminal, of {@code COLUMNS}, or 80. */
    public static int width(PrintWriter out) {
        return out instanceof Screen screen ? screen.width : Terminal.NONE.width();
    }
}
