package io.github.clipunit.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.clipunit.ClipScore;
import java.io.PrintWriter;

/** One JSON object a line, each written when it is known. */
record ScoreJsonLines(PrintWriter out, Tally tally) implements ScoreWriter {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    @Override
    public void begin(String model) {}

    @Override
    public void line(Line line) {
        out.println(GSON.toJson(object(line, tally)));
    }

    @Override
    public void end() {}

    /** A line's members; those that do not apply are left out. */
    static JsonObject object(Line line, Tally tally) {
        JsonObject object = new JsonObject();
        object.addProperty("image", line.image());
        if (line.prompt() != null) {
            object.addProperty("prompt", line.prompt());
        }
        ClipScore score = line.score();
        if (score == null) {
            object.addProperty("error", line.error());
            return object;
        }
        object.addProperty("score", score.cosine());
        object.addProperty("percent", score.percent());
        object.addProperty("rescaled", score.rescaled());
        if (score.logits().sigmoid()) {
            object.addProperty("probability", score.probability());
        }
        if (tally.min() != null) {
            object.addProperty("passed", !tally.isBelow(score));
        }
        return object;
    }
}
