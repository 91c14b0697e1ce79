package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import io.github.clipunit.explain.GenericCaptions;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.AbstractList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxClipScorerTest {

    private static final Path SPLIT = Path.of("src/test/resources/tiny-clip/split");
    private static final Path PICTURES = Path.of("src/test/resources/pictures");

    @TempDir
    Path folder;

    @Test
    void should_never_load_the_text_tower_for_pictures_alone() throws IOException {
        copy(SPLIT);
        Files.write(folder.resolve("onnx/text_model.onnx"), new byte[] {1, 2, 3});
        try (OnnxClipScorer scorer = OnnxClipScorer.load(folder)) {
            assertThat(scorer.embed(ClipImage.of(PICTURES.resolve("cat.png"))).dimension())
                    .isEqualTo(32);
            assertThatThrownBy(() -> scorer.embed("a cat"))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageStartingWith("model file [" + folder.resolve("onnx/text_model.onnx")
                            + "] cannot be loaded by ONNX Runtime 1.28.0: ");
        }
    }

    @Test
    void should_never_load_the_vision_tower_for_prompts_alone() throws IOException {
        copy(SPLIT);
        Files.write(folder.resolve("onnx/vision_model.onnx"), new byte[] {1, 2, 3});
        try (OnnxClipScorer scorer = OnnxClipScorer.load(folder)) {
            assertThat(scorer.embed("a cat").dimension()).isEqualTo(32);
        }
    }

    /** Split in two graphs, where callers at once have lanes, and combined in one, where they take turns. */
    private static Stream<ModelDirectory> splitAndCombined() {
        return Stream.of(ModelDirectory.of(SPLIT), EmbeddedModel.pictogram());
    }

    @ParameterizedTest
    @MethodSource("splitAndCombined")
    void should_give_the_same_to_many_threads_at_once(ModelDirectory model) {
        List<ClipImage> pictures = Stream.of("cat.png", "fox.png", "rocket.png", "pizza.png")
                .map(PICTURES::resolve)
                .map(ClipImage::of)
                .toList();
        try (OnnxClipScorer scorer = OnnxClipScorer.load(model, new OnnxOptions(Device.CPU, 3, PromptOverflow.FAIL))) {
            List<Embedding> alone = pictures.stream().map(scorer::embed).toList();
            Embedding prompt = scorer.embed("an icon of a cat");
            IntStream.range(0, 200).parallel().forEach(i -> {
                assertThat(scorer.embed(pictures.get(i % 4)).toArray())
                        .usingComparatorWithPrecision(1e-6f)
                        .containsExactly(alone.get(i % 4).toArray());
                assertThat(scorer.embed("an icon of a cat")).isEqualTo(prompt);
            });
        }
    }

    @Test
    void should_give_the_same_scores_together_as_alone() {
        List<ClipImage> pictures = Stream.of("cat.png", "fox.png", "rocket.png", "pizza.png", "red-circle.png")
                .map(PICTURES::resolve)
                .map(ClipImage::of)
                .toList();
        List<String> prompts = GenericCaptions.all().subList(0, 24);
        for (ModelDirectory model : List.of(EmbeddedModel.pictogram(), ModelDirectory.of(SPLIT))) {
            try (OnnxClipScorer scorer = OnnxClipScorer.load(model, OnnxOptions.defaults())) {
                for (ClipImage picture : pictures.subList(0, 2)) {
                    assertThat(scorer.scores(picture, prompts))
                            .containsExactlyElementsOf(prompts.stream()
                                    .map(prompt -> scorer.score(picture, prompt))
                                    .toList());
                }
                for (String prompt : prompts.subList(0, 3)) {
                    assertThat(scorer.scores(pictures, prompt))
                            .containsExactlyElementsOf(pictures.stream()
                                    .map(picture -> scorer.score(picture, prompt))
                                    .toList());
                }
            }
        }
    }

    @Test
    void should_embed_files_in_order_as_one_by_one() {
        List<Path> files = Collections.nCopies(6, List.of("cat.png", "fox.png", "rocket.png", "pizza.png")).stream()
                .flatMap(List::stream)
                .map(PICTURES::resolve)
                .toList();
        try (OnnxClipScorer scorer = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults());
                Stream<Embedding> embeddings = scorer.embedFiles(files.stream())) {
            List<Embedding> together = embeddings.toList();
            assertThat(together).hasSize(24);
            for (int i = 0; i < together.size(); i++) {
                Embedding alone = scorer.embed(ClipImage.of(files.get(i)));
                assertThat(together.get(i).toArray())
                        .usingComparatorWithPrecision(1e-6f)
                        .containsExactly(alone.toArray());
            }
        }
    }

    @Test
    void should_fail_at_the_file_that_is_no_picture_after_all_before_it() {
        Path missing = folder.resolve("missing.png");
        Stream<Path> files = Stream.of(PICTURES.resolve("cat.png"), PICTURES.resolve("fox.png"), missing);
        try (OnnxClipScorer scorer = OnnxClipScorer.load(SPLIT)) {
            Iterator<Embedding> embeddings = scorer.embedFiles(files).iterator();
            embeddings.next();
            embeddings.next();
            assertThatThrownBy(embeddings::next)
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining(missing.toString());
        }
    }

    @Test
    void should_read_no_file_before_the_first_embedding_is_asked_for_and_close_the_files_with_the_embeddings() {
        AtomicBoolean isClosed = new AtomicBoolean();
        Stream<Path> files = Stream.<Path>generate(() -> {
                    throw new AssertionError("read too early");
                })
                .onClose(() -> isClosed.set(true));
        try (OnnxClipScorer scorer = OnnxClipScorer.load(SPLIT)) {
            scorer.embedFiles(files).close();
        }
        assertThat(isClosed).isTrue();
    }

    @Test
    void should_fail_once_closed_and_close_but_once() {
        OnnxClipScorer scorer = OnnxClipScorer.load(SPLIT);
        scorer.preload();
        scorer.close();
        scorer.close();
        assertThatThrownBy(() -> scorer.embed("a cat"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this scorer of model [split] is closed: close it later, or open another");
    }

    @Test
    @Timeout(120)
    void should_finish_a_list_that_is_under_way_before_it_closes() throws Exception {
        OnnxClipScorer scorer = OnnxClipScorer.load(SPLIT);
        Embedding expected = scorer.embed(ClipImage.of(PICTURES.resolve("cat.png")));
        HeldPictures pictures = new HeldPictures(ClipImage.of(PICTURES.resolve("cat.png")));
        CompletableFuture<List<Embedding>> embeddings =
                CompletableFuture.supplyAsync(() -> scorer.embedImages(pictures));
        pictures.reached.await();

        Thread closer = new Thread(scorer::close);
        closer.start();
        while (closer.isAlive() && closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        pictures.released.countDown();

        assertThat(embeddings.get()).hasSize(100).allSatisfy(embedding -> assertThat(embedding.cosine(expected))
                .isCloseTo(1, within(1e-6)));
        closer.join();
        assertThatThrownBy(() -> scorer.embedImages(pictures))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this scorer of model [split] is closed: close it later, or open another");
    }

    /** A hundred times the same picture; the fiftieth can be had only once it is released. */
    private static final class HeldPictures extends AbstractList<ClipImage> {

        private final ClipImage picture;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        HeldPictures(ClipImage picture) {
            this.picture = picture;
        }

        @Override
        public ClipImage get(int index) {
            if (index == 49) {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted at picture " + index, e);
                }
            }
            return picture;
        }

        @Override
        public int size() {
            return 100;
        }
    }

    @Test
    void should_give_the_same_by_either_vision_tower() {
        ClipImage cat = ClipImage.of(PICTURES.resolve("cat.png"));
        ClipImage fox = ClipImage.of(PICTURES.resolve("fox.png"));
        OnnxOptions threeCores = new OnnxOptions(Device.CPU, 3, PromptOverflow.FAIL);
        try (OnnxClipScorer scorer = OnnxClipScorer.load(ModelDirectory.of(SPLIT), threeCores)) {
            List<Embedding> alone = List.of(scorer.embed(cat), scorer.embed(fox));
            List<Embedding> few = scorer.embedImages(List.of(cat, fox));
            List<Embedding> many = scorer.embedImages(Collections.nCopies(50, List.of(cat, fox)).stream()
                    .flatMap(List::stream)
                    .toList());
            for (int i = 0; i < many.size(); i++) {
                assertThat(many.get(i).toArray())
                        .usingComparatorWithPrecision(1e-6f)
                        .containsExactly(alone.get(i % 2).toArray());
            }
            for (int i = 0; i < few.size(); i++) {
                assertThat(few.get(i).toArray())
                        .usingComparatorWithPrecision(1e-6f)
                        .containsExactly(alone.get(i).toArray());
            }
        }
    }

    @Test
    void should_embed_nothing_as_nothing() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(SPLIT)) {
            assertThat(scorer.embedImages(List.of())).isEmpty();
            assertThat(scorer.embedPrompts(List.of())).isEmpty();
        }
    }

    @Test
    void should_say_which_file_is_missing_and_where_it_was_looked_for() throws IOException {
        copy(SPLIT);
        Files.delete(folder.resolve("onnx/text_model.onnx"));
        assertThatThrownBy(() -> OnnxClipScorer.load(folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("  not         inputs     because model [" + folder.getFileName()
                        + "] lacks text_model.onnx or textual/model.onnx: looked at the root and under onnx/ of ["
                        + folder
                        + "]; a model directory holds config.json, preprocessor_config.json, tokenizer.json, and"
                        + " vision_model.onnx with text_model.onnx or one model.onnx");
    }

    @Test
    void should_say_what_a_graph_takes_and_gives_that_is_no_tower() throws IOException {
        copy(SPLIT);
        Files.copy(
                SPLIT.resolve("onnx/text_model.onnx"),
                folder.resolve("onnx/vision_model.onnx"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> OnnxClipScorer.load(folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(
                        "  not         inputs     because model file ["
                                + folder.resolve("onnx/vision_model.onnx")
                                + "] is not a usable graph: expected an input pixel_values or image; its inputs are"
                                + " input_ids INT64[batch_size, sequence_length], its outputs text_embeds FLOAT[batch_size, 32]\n");
    }

    @Test
    void should_say_when_preprocessing_and_graph_disagree_on_the_size() throws IOException {
        copy(SPLIT);
        Path config = folder.resolve("preprocessor_config.json");
        Files.writeString(config, Files.readString(config).replace("64", "32"));
        assertThatThrownBy(() -> OnnxClipScorer.load(folder))
                .hasMessageContaining(
                        "the image processor produces pictures of 32 x 32, but the graph takes another size; its"
                                + " inputs are pixel_values FLOAT[batch_size, 3, 64, 64], its outputs image_embeds"
                                + " FLOAT[batch_size, 32]");
    }

    @Test
    void should_name_file_and_key_of_a_malformed_configuration() throws IOException {
        copy(SPLIT);
        Path config = folder.resolve("preprocessor_config.json");
        Files.writeString(config, "{\"size\": {\"shortest_edge\": \"many\"}}");
        assertThatThrownBy(() -> OnnxClipScorer.load(folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(
                        "  not         processor  because model file [" + config
                                + "] cannot be used: size.shortest_edge must be a whole number from 1 to 2048, but is \"many\"\n");
        Files.writeString(config, "not JSON");
        assertThatThrownBy(() -> OnnxClipScorer.load(folder))
                .hasMessageContaining("  not         processor  because model file [" + config
                        + "] cannot be read: it is not JSON: something else was expected, in line 1; it must be a JSON object;"
                        + " download or export it again\n");
    }

    @Test
    void should_identify_the_model_by_the_hashes_of_its_files() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(SPLIT)) {
            assertThat(scorer.model().files())
                    .containsOnlyKeys(
                            "config.json",
                            "onnx/text_model.onnx",
                            "onnx/vision_model.onnx",
                            "preprocessor_config.json",
                            "tokenizer.json",
                            "tokenizer_config.json");
            assertThat(scorer.model().preprocessing().version()).startsWith("1; resize short 64 bicubic; crop 64x64;");
        }
    }

    @Test
    void should_say_which_artifact_has_a_device_that_is_not_there() {
        ModelDirectory directory = ModelDirectory.of(SPLIT);
        try (OnnxClipScorer scorer =
                OnnxClipScorer.load(directory, new OnnxOptions(Device.COREML, 0, PromptOverflow.FAIL))) {
            if (System.getProperty("os.name").startsWith("Mac")) {
                return;
            }
            assertThatThrownBy(() -> scorer.embed("a cat"))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageStartingWith(
                            "clipunit.device = [coreml]: the ONNX Runtime on the class path has no Core ML (")
                    .hasMessageEndingWith("or set clipunit.device=cpu");
        }
    }

    private void copy(Path model) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = folder.resolve(model.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
