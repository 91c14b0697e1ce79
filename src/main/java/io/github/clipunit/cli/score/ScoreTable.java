package io.github.clipunit.cli.score;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.cli.terminal.Colour;
import io.github.clipunit.cli.terminal.Screen;
import io.github.clipunit.internal.DisplayWidth;
import io.github.clipunit.internal.VisibleText;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Columns for people, each line as soon as it is known. Long names of pictures are shortened on a terminal, where all lines have the
 * same columns. In files and pipes they are whole, and move the rest of their lines to the right.
 */
final class ScoreTable implements ScoreWriter {

    private static final int USUAL = 32;
    private static final int LEAST = 12;
    /** The columns of score and result, and the gaps between columns. */
    private static final int OTHERS = 7 + 2 + 6 + 2 + 2;

    private final PrintWriter out;
    private final Tally tally;
    private final boolean isTerminal;
    private final int nameWidth;
    private boolean hasBegun;

    ScoreTable(PrintWriter out, Tally tally) {
        this.out = out;
        this.tally = tally;
        this.isTerminal = Screen.columns(out).isPresent();
        int half = (Screen.width(out) - OTHERS) / 2;
        this.nameWidth = isTerminal ? Math.max(LEAST, half) : USUAL;
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    /** The head waits for the first line: an input that cannot be read gives no table. */
    @Override
    public void begin(ClipModel model) {}

    private void head() {
        if (hasBegun) {
            return;
        }
        hasBegun = true;
        row("  score", tally.min() == null ? "" : "result", null, "picture", "prompt");
    }

    @Override
    public void line(Line line) {
        head();
        ClipScore score = line.score();
        String prompt = oneLine(Objects.requireNonNullElse(line.prompt(), ""));
        if (score == null) {
            String about = line.prompt() == null ? "" : VisibleText.quoted(line.prompt()) + ": ";
            boolean hasResults = tally.min() != null;
            row(hasResults ? "      -" : "  error", "error", Colour.BAD, name(line), oneLine(about + line.error()));
        } else if (tally.min() == null) {
            row(fixed(score), "", null, name(line), prompt);
        } else if (tally.isBelow(score)) {
            row(fixed(score), "low", Colour.BAD, name(line), prompt);
        } else {
            row(fixed(score), "ok", Colour.GOOD, name(line), prompt);
        }
    }

    /** Without {@code --min} there are no results, and no column for them: the score itself is then in colour. */
    private void row(String score, String result, @Nullable Colour colour, String name, String last) {
        boolean hasResults = tally.min() != null;
        if (hasResults) {
            out.print(score + "  ");
        }
        String verdict = hasResults ? String.format(Locale.ROOT, "%-6s", result) : score;
        if (colour == null) {
            out.print(verdict);
        } else {
            Screen.print(out, colour, verdict);
        }
        String fitted = isTerminal ? DisplayWidth.shorten(name, nameWidth) : name;
        out.println("  " + DisplayWidth.pad(fitted, nameWidth) + "  " + last);
    }

    /** The picture, with its id in front if it has one. */
    private static String name(Line line) {
        String id = line.request().id();
        return oneLine(id == null ? line.image() : id + " " + line.image());
    }

    static String oneLine(String text) {
        return VisibleText.of(text.replaceAll("\\p{Cntrl}+", " "));
    }

    private static String fixed(ClipScore score) {
        return String.format(Locale.ROOT, "%7.4f", score.cosine());
    }

    @Override
    public void end(@Nullable String failure) {
        if (!hasBegun && (failure != null || tally.isOfNothing())) {
            return;
        }
        out.println();
        long scores = tally.all().scores().count();
        out.print(count(scores, "score", "scores"));
        if (scores > 0) {
            out.printf(
                    Locale.ROOT,
                    ", mean %.4f, lowest %.4f of %s",
                    tally.all().scores().mean(),
                    tally.lowest(),
                    oneLine(tally.lowestImage()));
        }
        if (tally.min() != null) {
            out.printf(Locale.ROOT, "; %d below %s", tally.all().below(), tally.min());
        }
        if (tally.all().errors() > 0) {
            out.print("; " + count(tally.all().errors(), "line", "lines") + " without a score");
        }
        out.println();
        Summary.print(out, tally);
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
