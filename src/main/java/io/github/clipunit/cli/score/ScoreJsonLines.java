package io.github.clipunit.cli.score;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on each line, written as results arrive.
 *
 * @param model the model that each line names, or null
 */
record ScoreJsonLines(
        PrintWriter out, Tally tally, @Nullable ClipModel model) implements ScoreWriter {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    @Override
    public void begin(ClipModel of) {}

    @Override
    public void line(Line line) {
        JsonObject object = object(line, tally);
        if (model != null) {
            object.addProperty("model", model.id());
            object.addProperty("digest", ScoreLog.digest(model));
        }
        out.println(GSON.toJson(object));
    }

    @Override
    public void end(@Nullable String failure) {}

    /** The members of a line, without those that do not apply. */
    static JsonObject object(Line line, Tally tally) {
        JsonObject object = new JsonObject();
        if (line.request().id() != null) {
            object.addProperty("id", line.request().id());
        }
        if (line.request().group() != null) {
            object.addProperty("group", line.request().group());
        }
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
