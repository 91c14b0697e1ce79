package io.github.clipunit.cli.score;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.clipunit.ClipModel;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** One JSON document with a result on each line, written as results arrive. */
final class ScoreJson implements ScoreWriter {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final PrintWriter out;
    private final Tally tally;
    private boolean isFirst = true;

    ScoreJson(PrintWriter out, Tally tally) {
        this.out = out;
        this.tally = tally;
    }

    @Override
    public void begin(ClipModel model) {
        out.print("{\n  \"model\": " + GSON.toJson(model.id()) + ",\n");
        if (tally.min() != null) {
            out.print("  \"min\": " + GSON.toJson(tally.min()) + ",\n");
        }
        out.print("  \"results\": [");
    }

    @Override
    public void line(Line line) {
        out.print((isFirst ? "\n    " : ",\n    ") + GSON.toJson(ScoreJsonLines.object(line, tally)));
        isFirst = false;
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public void end(@Nullable String failure) {
        out.print("\n  ],\n");
        if (failure != null) {
            out.print("  \"error\": " + GSON.toJson(failure) + ",\n");
        }
        out.print("  \"summary\": " + GSON.toJson(Summary.json(tally)) + "\n}\n");
        out.flush();
    }
}
