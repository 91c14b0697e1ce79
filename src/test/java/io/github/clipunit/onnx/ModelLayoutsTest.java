package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.FolderModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models in the layouts of real exports: each gives what numpy and Pillow give, or is refused as it is loaded. */
class ModelLayoutsTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path LAYOUTS = RESOURCES.resolve("layouts");
    private static final JsonObject ALL = read();

    @TempDir
    private Path folder;

    /** A model and what is to become of it. */
    private record Model(JsonObject json) {
        @Override
        public String toString() {
            return json.get("name").getAsString();
        }
    }

    private static JsonObject read() {
        try {
            return new Gson().fromJson(Files.readString(LAYOUTS.resolve("layouts.json")), JsonObject.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Model> models() {
        return ALL.getAsJsonArray("cases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(Model::new);
    }

    static Stream<Model> right() {
        return models().filter(model -> model.json().has("cosines"));
    }

    static Stream<Model> refused() {
        return models().filter(model -> model.json().has("refused"));
    }

    private static List<String> texts(String key) {
        return ALL.getAsJsonArray(key).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private FolderModel layOut(Model model) throws IOException {
        for (Map.Entry<String, JsonElement> file :
                model.json().getAsJsonObject("files").entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            if (file.getKey().endsWith(".onnx")) {
                Files.copy(LAYOUTS.resolve(file.getValue().getAsString() + ".onnx"), target);
            } else if (file.getKey().endsWith("tokenizer.json")) {
                String tokenizer = Files.readString(RESOURCES.resolve("tiny-clip/split/tokenizer.json"));
                boolean isCased = file.getValue().getAsString().equals("cased");
                Files.writeString(target, isCased ? tokenizer.replace(", {\"type\": \"Lowercase\"}", "") : tokenizer);
            } else {
                Files.writeString(
                        target,
                        file.getValue().isJsonPrimitive()
                                ? file.getValue().getAsString()
                                : file.getValue().toString());
            }
        }
        JsonElement precision = model.json().get("precision");
        return FolderModel.of(
                folder,
                folder.toString(),
                precision == null
                        ? Precision.FP32
                        : Precision.valueOf(precision.getAsString().toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @MethodSource("right")
    void should_give_what_numpy_and_pillow_give(Model model) throws IOException {
        JsonArray cosines = model.json().getAsJsonArray("cosines");
        FolderModel directory = layOut(model);
        assertThat(OnnxClipScorer.check(directory, OnnxOptions.defaults()).isUnderstood())
                .isTrue();
        try (OnnxClipScorer scorer = OnnxClipScorer.load(directory, OnnxOptions.defaults())) {
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
            if (model.json().has("logits")) {
                JsonArray logits = model.json().getAsJsonArray("logits");
                Logits told = scorer.model().logits();
                assertThat(told.scale()).isCloseTo(logits.get(0).getAsDouble(), within(2e-3));
                assertThat(told.bias()).isCloseTo(logits.get(1).getAsDouble(), within(2e-3));
                assertThat(told.sigmoid()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void should_refuse_by_name_and_as_it_loads_what_is_not_understood(Model model) throws IOException {
        FolderModel directory = layOut(model);
        assertThatThrownBy(() -> OnnxClipScorer.load(directory, OnnxOptions.defaults()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageStartingWith("model [" + folder + "] cannot be used as it is not understood:\n  ")
                .hasMessageContaining(model.json().get("refused").getAsString().replace("FOLDER", folder.toString()))
                .hasMessageContaining(
                        OnnxClipScorer.check(directory, OnnxOptions.defaults()).toString());
    }

    @Test
    void should_read_prompts_as_long_as_the_model_does() throws IOException {
        Model model = right().filter(one -> one.toString().equals("LongCLIP"))
                .findFirst()
                .orElseThrow();
        try (OnnxClipScorer scorer = OnnxClipScorer.load(layOut(model), OnnxOptions.defaults())) {
            assertThat(scorer.embed("a ".repeat(246)).dimension()).isEqualTo(6);
            assertThatThrownBy(() -> scorer.embed("a ".repeat(247)))
                    .hasMessageStartingWith("prompt has 249 tokens, over the 248 of model [")
                    .hasMessageContaining("], which ignores [a]; ask inEveryPart(), ");
        }
    }
}
