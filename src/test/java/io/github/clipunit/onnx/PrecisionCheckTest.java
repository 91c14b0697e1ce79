package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionCheckTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final ClipImage CAT = ClipImage.of(RESOURCES.resolve("pictures/cat.png"));

    @TempDir
    private Path folder;

    private final Logger logger = Logger.getLogger("io.github.clipunit");
    private final Warnings warnings = new Warnings();

    @BeforeEach
    void layOutModel() throws IOException {
        logger.addHandler(warnings);
        for (String file : List.of("config.json", "preprocessor_config.json", "tokenizer.json")) {
            Files.copy(RESOURCES.resolve("tiny-clip/split").resolve(file), folder.resolve(file));
        }
        copy("tiny-clip/split/onnx/vision_model.onnx", "vision_model.onnx");
        copy("tiny-clip/split/onnx/text_model.onnx", "text_model.onnx");
        copy("tiny-clip/fp16/onnx/vision_model.onnx", "vision_model_fp16.onnx");
        copy("tiny-clip/fp16/onnx/text_model.onnx", "text_model_fp16.onnx");
        copy("odd-graphs/squeezed.onnx", "vision_model_quantized.onnx");
        copy("tiny-clip/split/onnx/text_model.onnx", "text_model_quantized.onnx");
    }

    @AfterEach
    void removeHandler() {
        logger.removeHandler(warnings);
    }

    private void copy(String resource, String file) throws IOException {
        Files.copy(RESOURCES.resolve(resource), folder.resolve(file));
    }

    @Test
    void should_warn_of_an_image_tower_that_is_silently_wrong_and_only_once() {
        record();
        try (OnnxClipScorer int8 = load("int8")) {
            int8.embed(CAT);
            int8.embed(CAT);
        }
        assertThat(warnings.messages).hasSize(1);
        assertThat(warnings.messages.get(0))
                .matches("model \\[.*] at precision int8 drifts from its fp32 export: cosines of 6 drawn pictures and"
                        + " prompts differ by up to 0\\.\\d{4}, 0\\.\\d{4} on average, and span 0\\.\\d{4} instead of"
                        + " 0\\.\\d{4}\\. \\d of the 6 pictures prefer a different prompt than with fp32, and a check"
                        + " may give the wrong result if its cosine is within 0\\.\\d{4} of its threshold: set"
                        + " clipunit\\.precision=fp32, or determine new thresholds with this export");
    }

    @Test
    void should_compare_with_what_a_model_brings_along() throws IOException {
        record();
        Files.move(folder.resolve("reference.json"), folder.resolve("clipunit-reference.json"));
        try (OnnxClipScorer fp16 = load("fp16")) {
            fp16.embed(CAT);
        }
        assertThat(warnings.messages).isEmpty();
        try (OnnxClipScorer int8 = load("int8")) {
            int8.embed(CAT);
        }
        assertThat(warnings.messages).singleElement().asString().contains(" drifts from its fp32 export: ");
    }

    @Test
    void should_say_nothing_of_an_export_that_agrees() {
        record();
        try (OnnxClipScorer fp16 = load("fp16")) {
            fp16.embed(CAT);
        }
        assertThat(warnings.messages).isEmpty();
    }

    @Test
    void should_say_that_nothing_was_recorded_and_how_to_record_it() {
        try (OnnxClipScorer int8 = load("int8")) {
            int8.embed(CAT);
        }
        assertThat(warnings.messages)
                .containsExactly("model [" + folder
                        + "] at precision int8 was not compared with its fp32 export, because ["
                        + folder.resolve("reference.json") + "] has no cosines of it; some quantised image towers are"
                        + " silently wrong. Record them once with clipunit models record " + folder
                        + ", and commit the file");
    }

    @Test
    void should_never_check_the_reference_itself() throws IOException {
        Files.writeString(folder.resolve("reference.json"), "not read");
        try (OnnxClipScorer fp32 = load("fp32")) {
            fp32.embed(CAT);
        }
        assertThat(warnings.messages).isEmpty();
    }

    @Test
    void should_keep_what_was_recorded_of_other_models() throws IOException {
        List<List<Double>> rows = Collections.nCopies(6, Collections.nCopies(6, 0.5));
        Path file = Files.writeString(
                folder.resolve("reference.json"),
                "{\"models\": {\"other\": {\"pictures\": 1, \"cosines\": " + rows + "}}}");
        record();
        assertThat(ReferenceCosines.read(file).find("other")).contains(rows);
        assertThat(ReferenceCosines.read(file).find(folder.toString())).isPresent();
    }

    @Test
    void should_not_compare_with_what_was_recorded_of_other_pictures() throws IOException {
        Path file = Files.writeString(
                folder.resolve("reference.json"), "{\"models\": {\"other\": {\"pictures\": 0, \"cosines\": [[0.5]]}}}");
        assertThat(ReferenceCosines.read(file).find("other")).isEmpty();
    }

    @Test
    void should_refuse_a_file_that_cannot_be_read() throws IOException {
        Path file = Files.writeString(folder.resolve("reference.json"), "[");
        assertThatThrownBy(() -> ReferenceCosines.read(file))
                .hasMessage(
                        "file of reference cosines [" + file + "] cannot be read: it is not JSON: it ends too early, in"
                                + " line 1; restore it from version control, or delete it and record it again");
        Files.writeString(file, "{\"models\": {\"other\": {\"pictures\": [], \"cosines\": []}}}");
        assertThatThrownBy(() -> ReferenceCosines.read(file))
                .hasMessage("file of reference cosines [" + file + "] cannot be read: field"
                        + " [models.other.pictures] must be a number from 0.0 to 2.147483647E9, but is [[]]; restore it from version control, or delete it and record it"
                        + " again");
    }

    private void record() {
        try (OnnxClipScorer fp32 = load("fp32")) {
            ReferenceCosines.record(fp32, folder.resolve("reference.json"));
        }
    }

    private OnnxClipScorer load(String precision) {
        Settings settings = Settings.of(
                        Map.of("clipunit.precision", precision, "clipunit.reference.file", "reference.json"))
                .in(new Project(folder));
        return OnnxClipScorer.load(ModelNames.find(folder.toString(), settings), OnnxOptions.of(settings));
    }

    private static final class Warnings extends Handler {

        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            messages.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
