package io.github.clipunit.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.model.Catalog;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.onnx.LayoutCase;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of the catalog by id, from a server that has tiny ones in their layouts, against numpy. */
class ModelsByIdTest {

    private final Logger logger = Logger.getLogger("io.github.clipunit");
    private final Records records = new Records();
    private StoreFixture fixture;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new StoreFixture(folder);
        logger.addHandler(records);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(records);
        fixture.close();
    }

    private ModelDirectory fetch(String id, String repository, LayoutCase model) throws IOException {
        model.files().forEach((name, content) -> {
            if (name.contains(".onnx")) {
                fixture.hub.largeFile(repository, name, content, fixture.elsewhere);
            } else {
                fixture.hub.file(repository, name, content);
            }
        });
        return fixture.store(Catalog.load()).fetch(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai/clip-vit-large-patch14-336 | Xenova/clip-vit-large-patch14-336 | clip | 77",
                "ViT-L/14 | Xenova/clip-vit-large-patch14 | clip | 77",
                "laion/CLIP-ViT-B-32-laion2B-s34B-b79K | immich-app/ViT-B-32__laion2b-s34b-b79k | immich | 20",
                "jinaai/jina-clip-v1 | jinaai/jina-clip-v1 | jina-clip-v1 | 8192",
                "jinaai/jina-clip-v2 | jinaai/jina-clip-v2 | jina-clip-v2 | 8192",
                "google/siglip2-so400m-patch16-256 | onnx-community/siglip2-so400m-patch16-256-ONNX"
                        + " | SigLIP 2 lower-cases whatever its file says | 64",
                "OFA-Sys/chinese-clip-vit-base-patch16 | Xenova/chinese-clip-vit-base-patch16"
                        + " | ChineseCLIP's square, not cropped | 52",
                "someone/longclip | someone/longclip | LongCLIP | 248"
            })
    void should_score_as_numpy_does(String id, String repository, String layout, int context) throws IOException {
        LayoutCase model = LayoutCase.named(layout);
        ModelDirectory directory = fetch(id, repository, model);
        assertThat(OnnxClipScorer.check(directory, OnnxOptions.defaults()).toString())
                .contains("understood  context    " + context + " tokens\n");
        try (OnnxClipScorer scorer = OnnxClipScorer.load(directory, OnnxOptions.defaults())) {
            model.requireCosines(scorer);
            assertThat(scorer.model().id()).isEqualTo(id);
        }
        assertThat(fixture.folder.resolve("clipunit-models.lock")).content().contains(repository, FakeHub.COMMIT);
    }

    @Test
    void should_take_the_graph_that_tells_scale_and_bias_of_siglip() throws IOException {
        String repository = "Xenova/siglip-base-patch16-224";
        fixture.hub.file(repository, "onnx/vision_model.onnx", StoreFixture.bytes(99, 1));
        fixture.hub.file(repository, "onnx/text_model.onnx", StoreFixture.bytes(99, 2));
        LayoutCase model = LayoutCase.named("SigLIP's scale and bias are in its graph");

        ModelDirectory directory = fetch("google/siglip-base-patch16-224", repository, model);

        assertThat(directory.hashes()).containsKey("model.onnx").doesNotContainKey("onnx/vision_model.onnx");
        try (OnnxClipScorer scorer = OnnxClipScorer.load(directory, OnnxOptions.defaults())) {
            model.requireCosines(scorer);
            assertThat(scorer.model().logits().sigmoid()).isTrue();
        }
    }

    @Test
    void should_tell_the_licence_once_as_a_model_is_fetched() throws IOException {
        fetch("jinaai/jina-clip-v2", "jinaai/jina-clip-v2", LayoutCase.named("jina-clip-v2"));
        fixture.store(Catalog.load()).fetch("jinaai/jina-clip-v2");
        fetch("jinaai/jina-clip-v1", "jinaai/jina-clip-v1", LayoutCase.named("jina-clip-v1"));

        assertThat(records.seen)
                .filteredOn(message -> message.contains(" fetching model "))
                .containsExactly(
                        Level.WARNING + " fetching model [jinaai/jina-clip-v2]; its licence is CC-BY-NC-4.0 (not for"
                                + " commercial use), https://huggingface.co/jinaai/jina-clip-v2",
                        Level.INFO + " fetching model [jinaai/jina-clip-v1]; its licence is Apache-2.0,"
                                + " https://huggingface.co/jinaai/jina-clip-v1");
    }

    @Test
    void should_say_what_to_do_about_a_model_without_an_export() {
        assertThat(failure("BeichenZhang/LongCLIP-L"))
                .isEqualTo(
                        "model [BeichenZhang/LongCLIP-L] is known, but cannot be fetched by that name: no export of it"
                                + " is known, only weights for PyTorch; make one: optimum-cli export onnx --model"
                                + " zer0int/LongCLIP-L-Diffusers --task zero-shot-image-classification my-export, and set"
                                + " clipunit.model to that folder. Its licence is Apache-2.0,"
                                + " https://huggingface.co/BeichenZhang/LongCLIP-L");
        assertThat(failure("apple/MobileCLIP-S2"))
                .isEqualTo(
                        "model [apple/MobileCLIP-S2] is known, but cannot be fetched by that name: its licence allows"
                                + " research only; to accept it, name an export of it:"
                                + " clipunit.model=Xenova/mobileclip_s2, at clipunit.precision=fp32, because the int8"
                                + " vision tower of MobileCLIP is known to squeeze all scores together. Its licence"
                                + " is apple-amlr (research only), https://huggingface.co/apple/MobileCLIP-S2");
        assertThat(fixture.hub.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "clip-vit-base-patch-32, openai/clip-vit-base-patch32",
        "openai/clip-vit-b-patch32, openai/clip-vit-base-patch32",
        "jina_clip_v2, jinaai/jina-clip-v2",
        "jina-ai/jina-clip-v1, jinaai/jina-clip-v1",
        "LongCLIP, BeichenZhang/LongCLIP-L",
        "siglip-base-patch16, google/siglip-base-patch16-224",
        "ViT-B-32, openai/clip-vit-base-patch32",
        "mobileclip-s2, apple/MobileCLIP-S2"
    })
    void should_name_the_nearest(String wrong, String near) {
        assertThat(failure(wrong)).endsWith(". Did you mean [" + near + "]?");
    }

    private String failure(String id) {
        try {
            throw new AssertionError(
                    "there is a model: " + fixture.store(Catalog.load()).fetch(id));
        } catch (ModelUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static final class Records extends Handler {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            seen.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
