package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.reading.ModelReading;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CLIP-shaped graphs of random weights against what PyTorch computed with the same weights. */
class TinyClipTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path MODELS = RESOURCES.resolve("tiny-clip");

    private static JsonObject expected;
    private static List<ClipImage> pictures;
    private static List<String> prompts;

    @BeforeAll
    static void read() throws IOException {
        try (Reader reader = Files.newBufferedReader(MODELS.resolve("expected.json"))) {
            expected = new Gson().fromJson(reader, JsonObject.class);
        }
        pictures = objects("pictures")
                .map(picture ->
                        ClipImage.of(RESOURCES.resolve(picture.get("file").getAsString())))
                .toList();
        prompts = objects("prompts")
                .map(prompt -> prompt.get("text").getAsString())
                .toList();
    }

    private static Stream<JsonObject> objects(String key) {
        return expected.getAsJsonArray(key).asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static Embedding torch(JsonObject entry) {
        JsonArray numbers = entry.getAsJsonArray("embedding");
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).getAsFloat();
        }
        return Embedding.of(vector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"split", "combined", "fixed", "fp16"})
    void should_give_the_cosines_that_pytorch_gives(String kind) {
        double tolerance = expected.getAsJsonObject("tolerance").get(kind).getAsDouble();
        try (OnnxClipScorer scorer = OnnxClipScorer.load(MODELS.resolve(kind))) {
            List<Embedding> images = scorer.embedImages(pictures);
            List<Embedding> texts = scorer.embedPrompts(prompts);
            List<Embedding> torchImages =
                    objects("pictures").map(TinyClipTest::torch).toList();
            List<Embedding> torchTexts =
                    objects("prompts").map(TinyClipTest::torch).toList();
            for (int i = 0; i < images.size(); i++) {
                assertThat(images.get(i).cosine(torchImages.get(i))).isCloseTo(1, within(tolerance));
                for (int j = 0; j < texts.size(); j++) {
                    assertThat(images.get(i).cosine(texts.get(j)))
                            .as("%s, %s", pictures.get(i), prompts.get(j))
                            .isCloseTo(torchImages.get(i).cosine(torchTexts.get(j)), within(tolerance));
                }
            }
        }
    }

    @Test
    void should_give_the_same_in_a_batch_of_32_as_one_by_one() {
        List<ClipImage> manyPictures = new ArrayList<>(
                Collections.nCopies(3, pictures).stream().flatMap(List::stream).toList());
        List<String> manyPrompts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            manyPrompts.add(prompts.get(i % prompts.size()) + " " + i % 5);
        }
        try (OnnxClipScorer scorer = OnnxClipScorer.load(MODELS.resolve("split"))) {
            List<Embedding> images = scorer.embedImages(manyPictures.subList(0, 32));
            List<Embedding> texts = scorer.embedPrompts(manyPrompts);
            for (int i = 0; i < 32; i++) {
                assertThat(images.get(i).cosine(scorer.embed(manyPictures.get(i))))
                        .isCloseTo(1, within(1e-6));
                assertThat(texts.get(i).cosine(scorer.embed(manyPrompts.get(i))))
                        .isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void should_give_the_same_padded_to_the_context_as_unpadded() {
        try (OnnxClipScorer unpadded = OnnxClipScorer.load(MODELS.resolve("split"));
                OnnxClipScorer padded = OnnxClipScorer.load(MODELS.resolve("fixed"))) {
            for (String prompt : prompts) {
                assertThat(unpadded.embed(prompt).cosine(padded.embed(prompt))).isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void should_read_the_logit_scale_from_a_combined_graph() throws IOException {
        ModelDirectory directory = ModelDirectory.of(MODELS.resolve("combined"));
        ModelReading model = ModelReading.of(directory);
        try (OnnxGraph graph = OnnxGraph.open(directory.require("model.onnx"), OnnxOptions.defaults());
                PromptTokenizer tokenizer = PromptTokenizer.open(
                        directory.require("tokenizer.json"), model.tokenizer(), 77, PromptOverflow.FAIL, "tiny")) {
            TextEncoder text = new TextEncoder(graph, model, tokenizer, new int[] {64, 64}, false);
            assertThat(LogitProbe.canRead(graph)).isTrue();
            assertThat(new LogitProbe(graph, text, new int[] {64, 64}, false, false)
                            .read()
                            .scale())
                    .isCloseTo(expected.get("logit_scale").getAsDouble(), within(1e-3));
        }
    }

    @Test
    void should_count_tokens_as_recorded() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(MODELS.resolve("split"))) {
            objects("prompts").forEach(prompt -> assertThat(
                            scorer.countTokens(prompt.get("text").getAsString()))
                    .hasValue(prompt.getAsJsonArray("input_ids").size()));
        }
    }

    @Test
    void should_refuse_a_prompt_that_is_too_long_and_show_what_would_be_ignored() {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(MODELS.resolve("split"))) {
            String prompt = "🦊 ".repeat(5) + "b ".repeat(90) + "the very end";
            int tokens = scorer.countTokens(prompt).orElseThrow();
            assertThatThrownBy(() -> scorer.embed(prompt))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("prompt has " + tokens + " tokens, over the 77 of model [split], which ignores ["
                            + "b ".repeat(19)
                            + "b…]; use inEveryPart(), inParts(k) or inPartsTogether() (on the command line, --parts), or set"
                            + " clipunit.prompt.overflow to parts or truncate")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(300));
        }
    }

    @Test
    void should_keep_the_end_token_of_a_truncated_prompt() {
        JsonObject tooLong = expected.getAsJsonObject("too_long");
        JsonArray ids = tooLong.getAsJsonArray("input_ids");
        OnnxOptions truncating = new OnnxOptions(Device.CPU, 0, PromptOverflow.TRUNCATE);
        ModelDirectory directory = ModelDirectory.of(MODELS.resolve("split"));
        try (PromptTokenizer tokenizer = PromptTokenizer.open(
                directory.require("tokenizer.json"),
                ModelReading.of(directory).tokenizer(),
                77,
                truncating.overflow(),
                "tiny")) {
            long[] cut = tokenizer.tokenize(tooLong.get("text").getAsString());
            assertThat(cut).hasSize(77);
            for (int i = 0; i < 76; i++) {
                assertThat(cut[i]).isEqualTo(ids.get(i).getAsLong());
            }
            assertThat(cut[76]).isEqualTo(ids.get(ids.size() - 1).getAsLong());
        }
    }

    @Test
    void should_stand_for_a_prompt_in_parts_by_their_mean_weighted_by_tokens() {
        String one = "x ".repeat(60).strip() + ".";
        String two = "y z.";
        try (OnnxClipScorer parts = OnnxClipScorer.load(
                ModelDirectory.of(MODELS.resolve("split")), new OnnxOptions(Device.CPU, 0, PromptOverflow.PARTS))) {
            String both = one + " " + "y z. ".repeat(8).strip();
            int context = 77;
            assertThat(parts.countTokens(both).orElseThrow()).isGreaterThan(context);
            List<String> pieces = List.of(one, "y z. ".repeat(8).strip());
            float[] mean = new float[parts.embed(two).dimension()];
            for (String piece : pieces) {
                int weight = parts.countTokens(piece).orElseThrow() - 2;
                float[] unit = parts.embed(piece).toArray();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += weight * unit[i];
                }
            }
            assertThat(parts.embed(both).cosine(Embedding.of(mean))).isCloseTo(1, within(1e-6));
            assertThat(parts.readingOf(both).mode()).isEqualTo("parts");
            assertThat(parts.readingOf(one).mode()).isEmpty();
        }
    }
}
