package io.github.clipunit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of case against the tiny model, with numbers that PyTorch computed from the same weights, and against such that
 * are off by a little more than is allowed.
 */
class ConformanceTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path PICTURES = RESOURCES.resolve("pictures");
    private static final Path SHARED = Path.of("../shared/conformance");

    private static OnnxClipScorer scorer;

    /** What PyTorch gives. */
    private static JsonObject torch;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws IOException {
        scorer = OnnxClipScorer.load(RESOURCES.resolve("tiny-clip/split"));
        torch = json(RESOURCES.resolve("tiny-clip/expected.json"));
    }

    @AfterAll
    static void close() {
        scorer.close();
    }

    private static JsonObject json(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Gson().fromJson(reader, JsonObject.class);
        }
    }

    /** By the places of the picture and the prompt in PyTorch's file. */
    private static double torchCosine(int picture, int prompt) {
        return torch.getAsJsonArray("cosines")
                .get(picture)
                .getAsJsonArray()
                .get(prompt)
                .getAsDouble();
    }

    private static float[] torchVector(String kind, int index) {
        List<JsonElement> numbers = torch.getAsJsonArray(kind)
                .get(index)
                .getAsJsonObject()
                .getAsJsonArray("embedding")
                .asList();
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).getAsFloat();
        }
        return vector;
    }

    private List<CaseResult> run(String model, String facts, Path pictures) {
        try {
            List<CaseResult> results = new ArrayList<>();
            Conformance.of(Files.writeString(folder.resolve("facts.json"), facts))
                    .run(model, scorer, pictures, results::add);
            return results;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CaseResult run(String facts) {
        List<CaseResult> results = run("any", facts, PICTURES);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    void should_compare_logits_and_shares_of_a_picture_and_its_prompts() {
        double[] logits = {100 * torchCosine(0, 0), 100 * torchCosine(0, 9), 100 * torchCosine(0, 10)};
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        String facts = """
                {"scores": [{"picture": "cat.png", "prompts": ["a cat", "", "rock & roll <3 100%%"], "source": "PyTorch",
                  "logits": [%s, %s, %s], "logitsWithin": 0.001,
                  "probabilities": [%s, %s, %s], "probabilitiesWithin": 1e-6}]}
                """;
        Object[] numbers = {
            logits[0],
            logits[1],
            logits[2],
            Math.exp(logits[0]) / sum,
            Math.exp(logits[1]) / sum,
            Math.exp(logits[2]) / sum
        };

        CaseResult right = run(facts.formatted(numbers));

        assertThat(right.name()).isEqualTo("cat.png");
        assertThat(right.source()).isEqualTo("PyTorch");
        assertThat(right.provesWeights()).isTrue();
        assertThat(right.isRight()).isTrue();
        assertThat(right.figures())
                .extracting(Figure::what)
                .containsExactly(
                        "logit of \"a cat\"",
                        "logit of \"\"",
                        "logit of \"rock & roll <3 100%\"",
                        "share of \"a cat\"",
                        "share of \"\"",
                        "share of \"rock & roll <3 100%\"");
        assertThat(right.figures().get(0).expected()).isEqualTo("39.4862");
        assertThat(right.figures().get(0).got()).startsWith("39.486");

        numbers[1] = logits[1] + 0.0012;
        numbers[5] = 2e-6 + (double) numbers[5];
        CaseResult off = run(facts.formatted(numbers));
        assertThat(off.isRight()).isFalse();
        assertThat(off.figures()).extracting(Figure::isRight).containsExactly(true, false, true, true, true, false);
    }

    @Test
    void should_compare_the_mean_of_captions() {
        // the second cosine is below zero, which a rescaled score does not go
        assertThat(torchCosine(1, 4)).isNegative();
        double mean = (2.5 * torchCosine(0, 0) + 0) / 2;
        String facts = """
                {"captions": [{"prefix": "a ", "pictures": ["cat.png", "rocket.png"],
                  "captions": ["cat", "photo of an astronaut riding a horse"],
                  "rescaledMean": %s, "within": 1e-4, "source": "PyTorch"}]}
                """;

        CaseResult right = run(facts.formatted(mean));

        assertThat(right.name()).isEqualTo("cat.png, rocket.png");
        assertThat(right.provesWeights()).isTrue();
        assertThat(right.isRight()).isTrue();
        assertThat(right.figures())
                .containsExactly(new Figure(
                        "mean rescaled score of \"a cat\" and 1 more",
                        "0.4936",
                        "0.4936",
                        right.figures().get(0).difference(),
                        1e-4));
        assertThat(run(facts.formatted(mean + 2e-4)).isRight()).isFalse();
        assertThat(run(facts.formatted(mean).replace("\"a \"", "\"An \"")).isRight())
                .isFalse();
    }

    @Test
    void should_compare_two_texts() {
        double percent = 100 * Embedding.of(torchVector("prompts", 0)).cosine(Embedding.of(torchVector("prompts", 1)));
        String facts = """
                {"texts": [{"one": "a cat", "other": "An icon of a CAT", "percent": %s, "within": 0.002,
                  "source": "PyTorch"}]}
                """;

        CaseResult right = run(facts.formatted(percent));

        assertThat(right.name()).isEqualTo("text against text");
        assertThat(right.provesWeights()).isTrue();
        assertThat(right.isRight()).isTrue();
        assertThat(right.figures()).singleElement().satisfies(figure -> assertThat(figure.what())
                .isEqualTo("percent of \"a cat\""));
        assertThat(run(facts.formatted(percent - 0.003)).isRight()).isFalse();
    }

    @Test
    void should_compare_tokens() {
        String facts = """
                {"tokens": [{"source": "clip_tokenizer.py", "cases": [
                  {"text": "a cat", "ids": [777, 320, 555, 778]},
                  {"text": "a photo of an astronaut riding a horse",
                   "ids": [777, 320, 567, 512, 532, 638, 599, 320, 700, 778]}]}]}
                """;

        CaseResult right = run(facts);

        assertThat(right.name()).isEqualTo("tokens");
        assertThat(right.provesWeights()).isFalse();
        assertThat(right.figures())
                .containsExactly(
                        new Figure("tokens of \"a cat\"", "777 320 555 778", "777 320 555 778", 0, 0),
                        new Figure(
                                "tokens of \"a photo of an astronaut riding a horse\"",
                                "777 320 567 512 532 638 599 320 ... (10)",
                                "777 320 567 512 532 638 599 320 ... (10)",
                                0,
                                0));
        // one that differs behind those that are shown, and one too many
        CaseResult off = run(facts.replace("700, 778", "701, 778, 778"));
        assertThat(off.isRight()).isFalse();
        assertThat(off.figures())
                .extracting(Figure::difference, Figure::isRight)
                .containsExactly(tuple(0.0, true), tuple(2.0, false));
    }

    @Test
    void should_compare_the_beginning_of_an_embedding_whatever_its_length() {
        float[] vector = torchVector("pictures", 0);
        double sum = 0;
        for (float number : vector) {
            sum += number;
        }
        PublishedEmbedding published =
                new PublishedEmbedding(sum, List.of((double) vector[0], (double) vector[1], (double) vector[2]));

        Figure right = published.figure("embedding", Embedding.of(vector), 1e-6);
        assertThat(right.isRight()).isTrue();
        assertThat(right.what()).isEqualTo("embedding, first 3 numbers");
        // 2.765216588973999 / 0.15888306498527527
        assertThat(right.expected()).isEqualTo("17.404099 of the sum");

        float[] turned = vector.clone();
        turned[1] += 0.01f;
        turned[9] -= 0.01f; // the sum stays
        Figure off = published.figure("embedding", Embedding.of(turned), 1e-4);
        assertThat(off.isRight()).isFalse();
        assertThat(off.difference()).isCloseTo(0.01 / 2.765216588973999, within(1e-5));
    }

    @Test
    void should_compare_levels_of_pixels_with_what_pillow_makes() throws IOException {
        JsonObject facts = json(RESOURCES.resolve("conformance/tiny-clip.json"));
        facts.remove("scores");
        facts.remove("tokens");
        CaseResult right = run(facts.toString());
        assertThat(right.name()).isEqualTo("pixels of cat.png");
        assertThat(right.provesWeights()).isFalse();
        assertThat(right.isRight()).isTrue();
        assertThat(right.figures())
                .extracting(Figure::what)
                .containsExactly("mean red", "mean green", "mean blue", "widest of 48 samples", "SHA-256 of all");

        JsonObject pixels = facts.getAsJsonArray("pixels").get(0).getAsJsonObject();
        pixels.addProperty("sha256", "0".repeat(64));
        CaseResult off = run(facts.toString());
        assertThat(off.figures()).extracting(Figure::isRight).containsExactly(true, true, true, true, false);

        pixels.add("size", new Gson().toJsonTree(List.of(224, 224)));
        CaseResult other = run(facts.toString());
        assertThat(other.isRight()).isFalse();
        assertThat(other.figures()).containsExactly(new Figure("numbers", "150528", "12288", Double.NaN, 0));
    }

    @Test
    void should_tell_why_a_case_was_not_run() throws IOException {
        String facts = """
                {"pictures": [{"file": "cat.png", "sha256": "%s", "from": "a shop"}],
                 "texts": [{"one": "a", "other": "a", "percent": 100, "within": 0.01, "source": "everybody"}],
                 "scores": [{"picture": "cat.png", "prompts": ["a cat"], "source": "nobody"}]}
                """.formatted("0a".repeat(32));
        Path cat = folder.resolve("cat.png");
        String beginning = "picture [" + cat + "] ";

        assertThat(notRun(facts))
                .isEqualTo("no picture at [" + cat + "]: get it from a shop, and pass its folder with --pictures");
        byte[] broken = {1, 2, 3};
        Files.write(cat, broken);
        assertThat(notRun(facts))
                .isEqualTo(beginning + "is not the published one: expected SHA-256 " + "0a".repeat(32) + ", got "
                        + Sha256.hex(broken) + "; get it from a shop");
        assertThat(notRun(facts.replace("0a".repeat(32), Sha256.hex(broken))))
                .startsWith(beginning + "cannot be read: ");
        assertThat(notRun(facts.replace("\"cat.png\", \"prompts", "\"dog.png\", \"prompts")))
                .isEqualTo("no picture at [" + folder.resolve("dog.png")
                        + "]: get it from the author of the facts, and pass its folder with --pictures");
    }

    /** Why the case with a picture was not run; the other one was. */
    private @Nullable String notRun(String facts) {
        List<CaseResult> results = run("any", facts, folder);
        assertThat(results).extracting(CaseResult::isRight).containsExactly(false, true);
        assertThat(results.get(0).figures()).isEmpty();
        return results.get(0).notRun();
    }

    @Test
    void should_run_what_was_published_of_the_model_alone_and_first_what_needs_no_weights() {
        String facts = """
                {"texts": [{"models": ["acme/clip"], "one": "a", "other": "a", "percent": 100, "within": 0.01,
                   "source": "acme"},
                  {"one": "b", "other": "b", "percent": 100, "within": 0.01, "source": "all"},
                  {"models": ["acme/other"], "one": "c", "other": "c", "percent": 100, "within": 0.01,
                   "source": "others"}],
                 "tokens": [{"models": ["acme/clip"], "source": "tokens", "cases": []}]}
                """;
        assertThat(run("acme/clip", facts, PICTURES))
                .extracting(CaseResult::source)
                .containsExactly("tokens", "acme", "all");
        assertThat(run("acme/unknown", facts, PICTURES))
                .extracting(CaseResult::source)
                .containsExactly("all");
        assertThat(Conformance.of(folder.resolve("facts.json")).models()).containsExactly("acme/clip", "acme/other");
    }

    @Test
    void should_not_take_a_case_without_a_number_for_right() {
        assertThat(run("{\"tokens\": [{\"source\": \"nobody\", \"cases\": []}]}")
                        .isRight())
                .isFalse();
    }

    @Test
    void should_refuse_facts_that_cannot_be_read() {
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> Conformance.of(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("facts [" + missing + "] cannot be read: [" + missing + "] does not exist");
    }

    @Test
    void should_know_what_was_published_of_the_default_model() {
        assertThat(Conformance.published().models())
                .contains(
                        "openai/clip-vit-base-patch32", "Xenova/clip-vit-base-patch32", "openai/clip-vit-base-patch16");
    }

    /** The default model's own tokenizer and preprocessing, with the weights of the tiny one, which nothing here asks. */
    @Test
    void should_give_the_tokens_and_pixels_that_were_published_of_the_default_model() throws IOException {
        Path clip = SHARED.resolve("clip-vit-base-patch32");
        boolean isThere = Files.isDirectory(clip);
        if (!isThere) {
            System.out.println("skipped: the conformance data is not at "
                    + SHARED.toAbsolutePath().normalize());
        }
        assumeTrue(isThere, "the conformance data is not at " + SHARED);
        Path model = Files.createDirectories(folder.resolve("model"));
        for (String file : List.of("config.json", "preprocessor_config.json", "tokenizer.json")) {
            Files.copy(clip.resolve(file), model.resolve(file));
        }
        Files.copy(RESOURCES.resolve("layouts/vision-224.onnx"), model.resolve("vision_model.onnx"));
        Files.copy(RESOURCES.resolve("layouts/text.onnx"), model.resolve("text_model.onnx"));
        JsonObject published = json(Path.of("src/main/resources/io/github/clipunit/conformance/published.json"));
        Stream.of("scores", "captions", "texts").forEach(published::remove);
        Path facts = Files.writeString(folder.resolve("published.json"), published.toString());

        List<CaseResult> results = new ArrayList<>();
        try (OnnxClipScorer clipScorer = OnnxClipScorer.load(model)) {
            Conformance.of(facts).run("openai/clip-vit-base-patch32", clipScorer, SHARED, results::add);
        }

        assertThat(results).extracting(CaseResult::name).containsExactly("tokens", "pixels of franz-kafka.jpg");
        assertThat(results).allSatisfy(result -> assertThat(result.figures())
                .isNotEmpty()
                .allSatisfy(
                        figure -> assertThat(figure.isRight()).as("%s", figure).isTrue()));
        assertThat(results.get(0).figures()).hasSizeGreaterThan(25);
    }

    @Test
    void should_not_take_a_number_that_is_none_for_right() {
        assertThat(Figure.of("logit", "%.4f", 27.8789, Double.NaN, 0.02).isRight())
                .isFalse();
        assertThat(Figure.of("logit", "%.4f", 27.8789, 27.8989, 0.0201).isRight())
                .isTrue();
        assertThat(Figure.of("logit", "%.4f", 27.8789, 27.9, 0.02).isRight()).isFalse();
    }
}
