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
 * The description that is stored with the pictures of a cassette with a request: the request, and each picture with its
 * facts.
 *
 * @param request the request to the generator
 * @param pictures in the order of the generator's answer
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
     * @param file its name, in the folder of the sheet
     * @param sha256 the SHA-256 of the file's bytes
     * @param facts the generator's facts about it
     */
    record Entry(String file, String sha256, Map<String, String> facts) {

        private static Entry read(JsonFields json) {
            String file = json.string("file");
            if (!file.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]*")) {
                throw new IllegalArgumentException(
                        "field [" + json.path() + "file] must name a file in the same folder");
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
     * Returns the sheet in a text.
     *
     * @throws IllegalArgumentException if the text is not a sheet of this format
     */
    static CassetteSheet read(String text) {
        JsonFields json = JsonFields.parse(text);
        if (json.number("format", 1, Integer.MAX_VALUE) != FORMAT) {
            throw new IllegalArgumentException("its format is newer than this version of clipunit: update clipunit");
        }
        return new CassetteSheet(
                PictureRequest.ofParts(json.texts("request")), json.filledList("pictures", Entry::read));
    }
}
