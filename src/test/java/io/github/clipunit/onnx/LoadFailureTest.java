package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFailureTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    private Path folder;

    @Test
    void should_name_the_opset_that_is_too_new_the_newest_that_is_known_and_both_ways_out() throws IOException {
        assertMessage(
                "opset-99",
                " needs opset 99 of ai.onnx, but ONNX Runtime 1.28.0 knows opsets up to 26: export the model again with"
                        + " an older one (optimum-cli export onnx --opset 18 --model MODEL FOLDER), or put a newer"
                        + " com.microsoft.onnxruntime:onnxruntime on the class path");
    }

    @Test
    void should_name_the_version_of_the_format_that_is_too_new() throws IOException {
        assertMessage(
                "format-99",
                " has version 99 of the ONNX format, but ONNX Runtime 1.28.0 reads versions up to 13: save it again with"
                        + " an older one (in Python: model = onnx.load(file); model.ir_version = 13; onnx.save(model,"
                        + " file)), or put a newer com.microsoft.onnxruntime:onnxruntime on the class path");
    }

    @Test
    void should_name_the_operator_that_is_not_there() throws IOException {
        assertMessage(
                "operator-of-acme",
                " uses the operator com.acme:Flatter, which ONNX Runtime 1.28.0 does not have: take the export of another"
                        + " precision (clipunit.precision=fp32), or export the model again with standard operators alone");
    }

    /** What 1.24.1 says of a snapshot in the Hub's cache; src/builds/native-versions loads one with each version. */
    @Test
    void should_name_the_link_that_onnx_runtime_does_not_follow() {
        OrtException refusal =
                new OrtException("Error code - ORT_FAIL - message: External data path validation failed for"
                        + " initializer: class_token. Error: tensorprotoutils.cc:346 ValidateExternalDataPath External data path:"
                        + " \"vision_model.onnx_data\" escapes model directory: \"/cache/snapshots/1/onnx\"");
        assertThat(LoadFailure.of("[vision_model.onnx]", "1.24.1", refusal))
                .hasMessage(
                        "model file [vision_model.onnx] keeps its weights in a file behind a link, as the Hub's cache"
                                + " does, which ONNX Runtime 1.24.1 refuses and 1.24.2 reads: declare"
                                + " com.microsoft.onnxruntime:onnxruntime 1.24.2 or later, or copy the model without links (cp -rL"
                                + " SNAPSHOT FOLDER) and name that folder");
    }

    private void assertMessage(String graph, String rest) throws IOException {
        Path split = RESOURCES.resolve("tiny-clip/split");
        for (String file :
                new String[] {"config.json", "preprocessor_config.json", "tokenizer.json", "onnx/text_model.onnx"}) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(split.resolve(file), folder.resolve(file));
        }
        Path vision = folder.resolve("onnx/vision_model.onnx");
        Files.copy(RESOURCES.resolve("odd-graphs/" + graph + ".onnx"), vision);
        ClipImage cat = ClipImage.of(RESOURCES.resolve("pictures/cat.png"));
        try (OnnxClipScorer scorer = OnnxClipScorer.load(folder)) {
            assertThatThrownBy(() -> scorer.embed(cat))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessage("model file [" + vision + "]" + rest);
        }
    }
}
