package io.github.clipunit.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.util.Platform;
import ai.onnxruntime.OrtEnvironment;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores with the versions that the build decides for; in clipunit's package, whose code makes the external data. */
class NativeVersionsTest {

    private static final Path MODELS = Path.of(System.getProperty("tiny.clip"));
    private static final double TINY = 0.1404027;
    private static final double SAME = 1e-6;

    @TempDir
    private Path folder;

    private final ClipImage circle = ClipImage.of(Path.of(System.getProperty("signs"), "red-circle.png"));

    @Test
    void should_run_with_the_versions_that_the_build_decides_for() {
        assertEquals(
                System.getProperty("onnxruntime.version"),
                OrtEnvironment.class.getPackage().getImplementationVersion());
        assertEquals(
                System.getProperty("tokenizers.version"),
                Encoding.class.getPackage().getSpecificationVersion());
        assertEquals(
                System.getProperty("djl.version"), Platform.class.getPackage().getSpecificationVersion());
    }

    @Test
    void should_give_the_same_score_with_the_model_in_the_jar() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            assertEquals(0.3899817, score(scorer), SAME);
        }
    }

    @ParameterizedTest
    @CsvSource({"split, 0.1404027", "combined, 0.1404027", "fp16, 0.1404222"})
    void should_give_the_same_score_with_a_folder(String model, double score) {
        assertEquals(score, score(MODELS.resolve(model)), SAME);
    }

    @Test
    void should_give_the_same_score_with_weights_beside_the_graph() throws IOException {
        assertEquals(TINY, score(withExternalData()), SAME);
    }

    @Test
    void should_give_the_same_score_with_the_links_of_a_cache() throws IOException {
        assertEquals(TINY, score(linked(MODELS.resolve("split"))), SAME);
    }

    @Test
    void should_give_the_same_score_with_weights_behind_links_or_name_them() throws IOException {
        Path model = linked(withExternalData());
        if (!System.getProperty("onnxruntime.version").equals("1.24.1")) {
            assertEquals(TINY, score(model), SAME);
            return;
        }
        assertEquals(
                "model file [" + model.resolve("onnx/vision_model.onnx")
                        + "] keeps its weights in a file behind a link,"
                        + " as the Hub's cache does, which ONNX Runtime 1.24.1 refuses and 1.24.2 reads: declare"
                        + " com.microsoft.onnxruntime:onnxruntime 1.24.2 or later, or copy the model without links (cp -rL"
                        + " SNAPSHOT FOLDER) and name that folder",
                assertThrows(ModelUnavailableException.class, () -> score(model))
                        .getMessage());
    }

    private double score(Path model) {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(model)) {
            return score(scorer);
        }
    }

    private double score(OnnxClipScorer scorer) {
        return scorer.score(circle, "a red circle").cosine();
    }

    /** A model whose graphs hold no weights: each lies beside its old file, which serves as the weights. */
    private Path withExternalData() throws IOException {
        Path model = folder.resolve("external");
        for (Path file : files(MODELS.resolve("split"))) {
            Path copy = model.resolve(MODELS.resolve("split").relativize(file).toString());
            Files.createDirectories(copy.getParent());
            if (copy.toString().endsWith(".onnx")) {
                Path data = Files.copy(file, Path.of(copy + "_data"));
                Files.write(copy, MappedWeights.of(data, 1).orElseThrow().graph());
            } else {
                Files.copy(file, copy);
            }
        }
        return model;
    }

    /** The model as the Hub's cache keeps it: every file is a link to a blob without a name. */
    private Path linked(Path model) throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("cache/blobs"));
        Path snapshot = folder.resolve("cache/snapshots/1");
        for (Path file : files(model)) {
            Path blob = Files.copy(file, blobs.resolve("blob" + files(blobs).size()));
            Path link = snapshot.resolve(model.relativize(file).toString());
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, link.getParent().relativize(blob));
        }
        return snapshot;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
