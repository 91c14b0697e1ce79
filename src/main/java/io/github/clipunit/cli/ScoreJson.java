package io.github.clipunit.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;

/** One JSON document, a result a line, written as the results come. */
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
    public void begin(String model) {
        out.print("{\n  \"model\": " + GSON.toJson(model) + ",\n");
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
    public void end() {
        JsonObject summary = new JsonObject();
        summary.addProperty("scores", tally.scores());
        if (tally.scores() > 0) {
            summary.addProperty("mean", tally.mean());
            summary.addProperty("lowest", tally.lowest());
            summary.addProperty("lowestImage", tally.lowestImage());
        }
        if (tally.min() != null) {
            summary.addProperty("below", tally.below());
        }
        summary.addProperty("errors", tally.errors());
        out.print("\n  ],\n  \"summary\": " + GSON.toJson(summary) + "\n}\n");
        out.flush();
    }
}
