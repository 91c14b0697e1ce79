package io.github.clipunit.golden.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.HalfFloat;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.VisibleText;
import java.util.Map;
import java.util.NavigableMap;

/** Goldens as JSON, in the published format {@code golden.schema.json}. */
public final class GoldenJson {

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private GoldenJson() {}

    static String write(GoldenRecord golden) {
        JsonObject json = new JsonObject();
        json.addProperty("format", GoldenRecord.FORMAT);
        json.addProperty("golden", golden.label());
        json.add("model", write(golden.model()));
        JsonArray prompts = new JsonArray();
        golden.entries().forEach(entry -> prompts.add(write(entry)));
        json.add("prompts", prompts);
        return VisibleText.of(PRETTY.toJson(json)) + "\n";
    }

    private static JsonObject write(GoldenRecord.Model model) {
        JsonObject files = new JsonObject();
        model.files().forEach(files::addProperty);
        JsonObject json = new JsonObject();
        json.addProperty("id", model.id());
        json.add("files", files);
        json.addProperty("preprocessing", model.preprocessing());
        return json;
    }

    private static JsonObject write(GoldenRecord.Entry entry) {
        JsonObject json = new JsonObject();
        if (entry.prompt() != null) {
            json.addProperty("prompt", entry.prompt());
        }
        if (!entry.reading().isEmpty()) {
            json.addProperty("reading", entry.reading());
        }
        JsonArray samples = new JsonArray();
        entry.samples().forEach(sample -> samples.add(write(sample)));
        json.add("samples", samples);
        json.addProperty("embedding", HalfFloat.encode(entry.embedding().toArray()));
        return json;
    }

    private static JsonObject write(GoldenRecord.Sample sample) {
        JsonObject json = new JsonObject();
        json.addProperty("picture", sample.picture());
        if (sample.score() != null) {
            json.addProperty("score", SixDigits.exact(sample.score()));
        }
        if (!sample.facts().isEmpty()) {
            JsonObject facts = new JsonObject();
            sample.facts().forEach(facts::addProperty);
            json.add("facts", facts);
        }
        return json;
    }

    /**
     * Returns the format version of a file, which decides whether the rest can be read.
     *
     * @throws IllegalArgumentException if the file has no version
     */
    static long format(JsonFields json) {
        return (long) json.number("format", 1, Integer.MAX_VALUE);
    }

    /**
     * Reads a golden from text.
     *
     * @throws IllegalArgumentException if the text is not JSON, or not in this format; the message names field and
     *     value
     */
    public static GoldenRecord read(String text) {
        return read(JsonFields.parse(text));
    }

    static GoldenRecord read(JsonFields json) {
        JsonFields model = json.fields("model");
        NavigableMap<String, String> files = model.texts("files");
        return new GoldenRecord(
                json.string("golden"),
                new GoldenRecord.Model(model.string("id"), files, model.string("preprocessing")),
                json.filledList("prompts", GoldenJson::entry));
    }

    private static GoldenRecord.Entry entry(JsonFields json) {
        boolean scored = json.has("prompt");
        return new GoldenRecord.Entry(
                scored ? json.string("prompt") : null,
                json.has("reading") ? json.string("reading") : "",
                embedding(json),
                json.filledList(
                        "samples",
                        sample -> new GoldenRecord.Sample(
                                sample.string("picture"),
                                scored ? sample.number("score", -1, 1) : null,
                                sample.has("facts") ? sample.texts("facts") : Map.of())));
    }

    private static Embedding embedding(JsonFields json) {
        try {
            return Embedding.of(HalfFloat.decode(json.string("embedding")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "field [" + json.path() + "embedding] must be base64 of 16-bit floats: " + e.getMessage(), e);
        }
    }
}
