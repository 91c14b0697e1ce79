package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.FakeScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts are what PyTorch and Pillow gave for the tiny models. */
class ConformanceCommandTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path FACTS = RESOURCES.resolve("conformance/tiny-clip.json");
    private static final Path PICTURES = RESOURCES.resolve("pictures");
    private static final Path SPLIT = RESOURCES.resolve("tiny-clip/split");

    @TempDir
    private Path folder;

    @Test
    void should_print_expected_got_and_difference_of_every_published_number() {
        Run run = conformance(SPLIT, FACTS, PICTURES);
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines)
                .contains(
                        "ok       tokens, by clip_tokenizer.py",
                        "  ok   tokens of \"a cat\": expected 777 320 555 778, got 777 320 555 778, difference 0, within 0",
                        "ok       pixels of cat.png, by Pillow",
                        "  ok   widest of 48 samples: expected 255 at 4,4, got 255 at 4,4, difference 0, within 0",
                        "ok       cat.png, by PyTorch",
                        "5 cases: 5 right, 0 off, 0 not run");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .matches(
                                "  ok   logit of \"a cat\": expected 39\\.4862, got 39\\.486\\d, difference \\S+, within"
                                        + " 0\\.0010"))
                .anySatisfy(line -> assertThat(line)
                        .matches(
                                "  ok   embedding of the picture, first 5 numbers: expected \\S+ of the sum, got \\S+ of"
                                        + " the sum, difference \\S+, within 0\\.00010"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void should_fail_if_a_number_is_off() throws IOException {
        Run run = conformance(SPLIT, altered("39.4862312", "39.5"), PICTURES);
        assertThat(run.out())
                .containsPattern(
                        "\nOFF      cat\\.png, by PyTorch\n  OFF  logit of \"a cat\": expected 39\\.5000, got 39\\.486\\d,"
                                + " difference 0\\.014, within 0\\.0010\n")
                .endsWith("\n5 cases: 4 right, 1 off, 0 not run\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void should_fail_if_tokens_or_pixels_are_off() throws IOException {
        String facts = Files.readString(FACTS)
                .replaceFirst("(?s)(\"ids\": \\[\\s*777,\\s*)320", "$1321")
                .replaceFirst("(?s)(\"samples\": \\[\\s*)255", "$1250");
        Run run = conformance(SPLIT, Files.writeString(folder.resolve("facts.json"), facts), PICTURES);
        assertThat(run.out())
                .contains(
                        "  OFF  tokens of \"a cat\": expected 777 321 555 778, got 777 320 555 778, difference 1.0, within"
                                + " 0\n",
                        "  OFF  widest of 48 samples: expected 250 at 4,4, got 255 at 4,4, difference 5.0, within 0\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void should_not_pass_if_a_picture_is_missing_unless_that_is_allowed() throws IOException {
        Files.copy(PICTURES.resolve("rocket.png"), folder.resolve("rocket.png"));
        Run strict = conformance(SPLIT, FACTS, folder);
        assertThat(strict.out())
                .contains("\nNOT RUN  cat.png, by PyTorch\n  no picture at [" + folder.resolve("cat.png")
                        + "]: get it from src/test/resources/pictures, and pass its folder with --pictures\n")
                .endsWith("\n5 cases: 2 right, 0 off, 3 not run\n");
        assertThat(strict.exitCode()).isEqualTo(1);
        assertThat(conformance(SPLIT, FACTS, folder, "--allow-missing-pictures").exitCode())
                .isZero();
    }

    @Test
    void should_not_pass_if_no_picture_is_there_even_if_that_is_allowed() {
        Run run = conformance(SPLIT, FACTS, folder, "--allow-missing-pictures");
        assertThat(run.out()).endsWith("\n5 cases: 1 right, 0 off, 4 not run\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void should_not_take_another_picture_for_the_published_one() throws IOException {
        Files.copy(PICTURES.resolve("rocket.png"), folder.resolve("cat.png"));
        assertThat(conformance(SPLIT, FACTS, folder).out())
                .containsPattern("is not the published one: expected SHA-256 [0-9a-f]{64}, got [0-9a-f]{64}; get"
                        + " it from src/test/resources/pictures\n");
    }

    @Test
    void should_fail_if_nothing_was_published_of_the_model() {
        Run run = run("conformance", SPLIT.toString());
        assertThat(run.out())
                .contains("\nthe published numbers have no score of [" + SPLIT
                        + "], so nothing proves the weights; name a published"
                        + " model with --as: Xenova/clip-vit-base-patch16, Xenova/clip-vit-base-patch32,");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void should_fail_loudly_if_the_weights_are_absent() throws IOException {
        for (String file : List.of("config.json", "preprocessor_config.json", "tokenizer.json")) {
            Files.copy(SPLIT.resolve(file), folder.resolve(file));
        }
        Run run = run("conformance", folder.toString(), "--as", "openai/clip-vit-base-patch32");
        assertThat(run.err())
                .startsWith(
                        "clipunit conformance: model [" + folder + "] cannot be used because it is not understood:\n")
                .contains("\n  not         inputs     because model [" + folder
                        + "] lacks vision_model.onnx or model.onnx: looked at the root and under onnx/ of [");
        assertThat(run.exitCode()).isEqualTo(4);
    }

    @Test
    void should_refuse_facts_that_are_none() throws IOException {
        Path facts = Files.writeString(folder.resolve("facts.json"), "[]");
        Run run = conformance(SPLIT, facts, PICTURES);
        assertThat(run.err())
                .isEqualTo(
                        "clipunit conformance: file of facts [" + facts + "] cannot be read: field [the whole] must be"
                                + " an object, but is [[]]; use the format of published.json\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private Path altered(String number, String other) throws IOException {
        String facts = Files.readString(FACTS);
        assertThat(facts).contains(number);
        return Files.writeString(folder.resolve("facts.json"), facts.replace(number, other));
    }

    private static Run conformance(Path model, Path facts, Path pictures, String... more) {
        String[] arguments = {
            "conformance", model.toString(), "--facts", facts.toString(), "--pictures", pictures.toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    private static Run run(String... arguments) {
        return Run.of(new FakeScorer(Map.of()), arguments);
    }
}
