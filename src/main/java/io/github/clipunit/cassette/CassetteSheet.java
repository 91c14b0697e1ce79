package io.github.clipunit.cassette;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.VisibleText;
import java.util.List;
import java.util.Map;

/**
 * What lies beside the pictures of a cassette that knows its request: the request, and each picture with its facts.
 *
 * @param request what the generator was asked for
 * @param pictures in the order in which they came
 */
record CassetteSheet(PictureRequest request, List<Entry> pictures) {

    /** The version of the format. */
    private static final int FORMAT = 1;

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    CassetteSheet {
        pictures = List.copyOf(pictures);
    }

    /**
     * A picture.
     *
     * @param file its name, beside the sheet
     * @param sha256 of the file's bytes
     * @param facts what the generator said of it
     */
    record Entry(String file, String sha256, Map<String, String> facts) {

        private static Entry read(JsonFields json) {
            String file = json.string("file");
            if (!file.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]*")) {
                throw new IllegalArgumentException("field [" + json.path() + "file] must name a file beside it");
            }
            return new Entry(file, json.string("sha256"), json.has("facts") ? json.texts("facts") : Map.of());
        }
    }

    String write() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.add("request", write(request.parts()));
        JsonArray all = new JsonArray();
        for (Entry picture : pictures) {
            JsonObject one = new JsonObject();
            one.addProperty("file", picture.file);
            one.addProperty("sha256", picture.sha256);
            if (!picture.facts.isEmpty()) {
                one.add("facts", write(picture.facts));
            }
            all.add(one);
        }
        json.add("pictures", all);
        return VisibleText.of(PRETTY.toJson(json)) + "\n";
    }

    private static JsonObject write(Map<String, String> texts) {
        JsonObject json = new JsonObject();
        texts.forEach(json::addProperty);
        return json;
    }

    /**
     * The sheet in a text.
     *
     * @throws IllegalArgumentException if it is none of this format
     */
    static CassetteSheet read(String text) {
        JsonFields json = JsonFields.parse(text);
        json.number("format", FORMAT, FORMAT);
        return new CassetteSheet(
                PictureRequest.ofParts(json.texts("request")), json.filledList("pictures", Entry::read));
    }
}
