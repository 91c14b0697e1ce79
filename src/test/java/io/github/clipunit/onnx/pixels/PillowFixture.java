package io.github.clipunit.onnx.pixels;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.image.ClipImage;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What Pillow makes of pictures: src/test/fixtures/README.md describes the index. */
final class PillowFixture {

    static final Path FOLDER = Path.of("src/test/resources/pillow");

    private PillowFixture() {}

    static Stream<JsonObject> entries(String kind) throws IOException {
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve("pillow.json"))) {
            JsonArray entries = new Gson().fromJson(reader, JsonObject.class).getAsJsonArray(kind);
            return StreamSupport.stream(entries.spliterator(), false).map(JsonElement::getAsJsonObject);
        }
    }

    static ClipImage image(JsonObject entry) {
        return ClipImage.of(FOLDER.resolve(entry.get("file").getAsString()));
    }

    /** The preprocessing that a target of the index describes, without normalising. */
    static PreprocessorConfig config(JsonObject target) {
        boolean isShort = target.get("resize").getAsString().equals("shortest_edge");
        int crop = isShort ? target.get("crop").getAsInt() : 0;
        return new PreprocessorConfig(
                isShort ? target.get("short_edge").getAsInt() : 0,
                isShort ? 0 : target.get("width").getAsInt(),
                isShort ? 0 : target.get("height").getAsInt(),
                ResampleFilter.ofCode(target.get("resample").getAsInt()).orElseThrow(),
                crop,
                crop,
                false,
                1,
                new double[] {0, 0, 0},
                new double[] {1, 1, 1});
    }
}
