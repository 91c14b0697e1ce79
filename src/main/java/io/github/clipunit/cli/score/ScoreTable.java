package io.github.clipunit.cli.score;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.internal.VisibleText;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Columns for people. Nothing is known of the lines to come, so a long name only pushes its own prompt aside. */
record ScoreTable(PrintWriter out, Tally tally) implements ScoreWriter {

    private static final String ROW = "%-7s  %s%-32s  %s%n";

    @Override
    public void begin(ClipModel model) {
        out.printf(Locale.ROOT, ROW, "  score", verdict("result"), "picture", "prompt");
    }

    @Override
    public void line(Line line) {
        ClipScore score = line.score();
        if (score == null) {
            String about = line.prompt() == null ? "" : VisibleText.quoted(line.prompt()) + ": ";
            out.printf(Locale.ROOT, ROW, "      -", verdict("error"), name(line), oneLine(about + line.error()));
        } else {
            String verdict = verdict(tally.isBelow(score) ? "low" : "ok");
            String prompt = oneLine(Objects.requireNonNullElse(line.prompt(), ""));
            out.printf(Locale.ROOT, ROW, fixed(score.cosine()), verdict, name(line), prompt);
        }
    }

    /** Without a least score there is no verdict, and no column for it. */
    private String verdict(String word) {
        if (tally.min() == null) {
            return word.equals("error") ? "error  " : "";
        }
        return String.format(Locale.ROOT, "%-6s  ", word);
    }

    /** What the user calls the line, if that is known. */
    private static String name(Line line) {
        String id = line.request().id();
        return oneLine(id == null ? line.image() : id + " " + line.image());
    }

    static String oneLine(String text) {
        return VisibleText.of(text.replaceAll("\\p{Cntrl}+", " "));
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%7.4f", value);
    }

    @Override
    public void end(@Nullable String failure) {
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
