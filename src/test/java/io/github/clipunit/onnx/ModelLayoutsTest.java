package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.github.clipunit.Logits;
import io.github.clipunit.model.FolderModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models in the layouts of real exports: each gives what numpy and Pillow give, or is refused as it is loaded. */
class ModelLayoutsTest {

    @TempDir
    private Path folder;

    static Stream<LayoutCase> right() {
        return LayoutCase.all().filter(model -> model.json().has("cosines"));
    }

    static Stream<LayoutCase> refused() {
        return LayoutCase.all().filter(model -> model.json().has("refused"));
    }

    private FolderModel layOut(LayoutCase model) throws IOException {
        for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
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
    void should_give_what_numpy_and_pillow_give(LayoutCase model) throws IOException {
        FolderModel directory = layOut(model);
        assertThat(OnnxClipScorer.check(directory, OnnxOptions.defaults()).isUnderstood())
                .isTrue();
        try (OnnxClipScorer scorer = OnnxClipScorer.load(directory, OnnxOptions.defaults())) {
            model.requireCosines(scorer);
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
    void should_refuse_by_name_and_as_it_loads_what_is_not_understood(LayoutCase model) throws IOException {
        FolderModel directory = layOut(model);
        assertThatThrownBy(() -> OnnxClipScorer.load(directory, OnnxOptions.defaults()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageStartingWith("model [" + folder + "] cannot be used because it is not understood:\n  ")
                .hasMessageContaining(model.json().get("refused").getAsString().replace("FOLDER", folder.toString()))
                .hasMessageContaining(
                        OnnxClipScorer.check(directory, OnnxOptions.defaults()).toString());
    }

    @Test
    void should_read_prompts_as_long_as_the_model_does() throws IOException {
        LayoutCase model = LayoutCase.named("LongCLIP");
        try (OnnxClipScorer scorer = OnnxClipScorer.load(layOut(model), OnnxOptions.defaults())) {
            assertThat(scorer.embed("a ".repeat(246)).dimension()).isEqualTo(6);
            assertThatThrownBy(() -> scorer.embed("a ".repeat(247)))
                    .hasMessageStartingWith("prompt has 249 tokens, over the 248 of model [");
        }
    }
}
