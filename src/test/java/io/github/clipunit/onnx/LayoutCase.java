package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A tiny model in the layout of a real export, and what is to become of it, as {@code make_model_layouts.py} wrote it. */
public record LayoutCase(JsonObject json) {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path LAYOUTS = RESOURCES.resolve("layouts");
    private static final JsonObject ALL = read();

    private static JsonObject read() {
        try {
            return new Gson().fromJson(Files.readString(LAYOUTS.resolve("layouts.json")), JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<LayoutCase> all() {
        return ALL.getAsJsonArray("cases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(LayoutCase::new);
    }

    public static LayoutCase named(String name) {
        return all().filter(one -> one.toString().equals(name)).findFirst().orElseThrow();
    }

    /** The content of each file by its name. */
    public Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, JsonElement> file : json.getAsJsonObject("files").entrySet()) {
            files.put(file.getKey(), content(file.getKey(), file.getValue()));
        }
        return files;
    }

    private static byte[] content(String name, JsonElement value) throws IOException {
        if (name.contains(".onnx")) {
            return Files.readAllBytes(LAYOUTS.resolve(value.getAsString() + (name.endsWith(".onnx") ? ".onnx" : "")));
        }
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        if (name.endsWith("tokenizer.json")) {
            String tokenizer = Files.readString(RESOURCES.resolve("tiny-clip/split/tokenizer.json"));
            text = text.equals("cased") ? tokenizer.replace(", {\"type\": \"Lowercase\"}", "") : tokenizer;
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(String key) {
        return ALL.getAsJsonArray(key).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** That a scorer gives the cosines that numpy gives. */
    public void requireCosines(OnnxClipScorer scorer) {
        JsonArray cosines = json.getAsJsonArray("cosines");
        List<Embedding> pictures = scorer.embedImages(texts("pictures").stream()
                .map(picture -> ClipImage.of(RESOURCES.resolve(picture)))
                .toList());
        List<Embedding> prompts = scorer.embedPrompts(texts("prompts"));
        for (int i = 0; i < pictures.size(); i++) {
            for (int j = 0; j < prompts.size(); j++) {
                assertThat(pictures.get(i).cosine(prompts.get(j)))
                        .as("picture %s, prompt %s", i, j)
                        .isCloseTo(cosines.get(i).getAsJsonArray().get(j).getAsDouble(), within(5e-6));
            }
        }
    }

    @Override
    public String toString() {
        return json.get("name").getAsString();
    }
}
