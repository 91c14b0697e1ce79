package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.FakeScorer;
import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache is laid out as Hugging Face's own tools leave it where the file system has no links. */
class ModelsCommandTest {

    private static final Path SPLIT = Path.of("src/test/resources/tiny-clip/split");
    private static final String PICTURES = "src/test/resources/pictures";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path folder;

    private Path snapshot;

    @BeforeEach
    void layOutCache() throws IOException {
        Path repository = folder.resolve("hub/models--acme--tiny");
        snapshot = copy(SPLIT, repository.resolve("snapshots").resolve(COMMIT));
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), COMMIT);
    }

    private static Path copy(Path model, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(model.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return to;
    }

    @Test
    void should_list_what_can_be_had_by_name_and_what_is_cached() {
        Run run = run("models", "list");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().toList().get(0))
                .isEqualTo(
                        "model                                         cached      size  context  licence       for");
        assertThat(run.out())
                .contains("\nopenai/clip-vit-base-patch32                  no        608 MB       77  MIT           the"
                        + " default: quick, and used for most published CLIP scores\n")
                .contains(
                        "\nBeichenZhang/LongCLIP-L                       -        unknown      248  Apache-2.0    prompts"
                                + " of up to 248 tokens\n")
                .endsWith(
                        "\nModels with - have no export to fetch by that name; clipunit models fetch says what to do.\npictogram, the small model inside the jar, is always available.\n");
    }

    @Test
    void should_list_sizes_at_another_precision() {
        assertThat(run("models", "list", "--precision", "int8").out())
                .contains("\nopenai/clip-vit-base-patch32                  no        156 MB");
    }

    @Test
    void should_say_where_a_fetched_model_is_and_what_its_files_hash_to() throws IOException {
        Run run = run("models", "fetch", "acme/tiny", "--quiet");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("acme/tiny is in [" + snapshot.toAbsolutePath() + "]\n  licence: not known here, see ")
                .contains("\n  " + Sha256.hex(Files.readAllBytes(SPLIT.resolve("onnx/vision_model.onnx")))
                        + "  onnx/vision_model.onnx\n");
        assertThat(folder.resolve("clipunit-models.lock")).content().contains("acme/tiny", COMMIT);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void should_score_offline_with_what_was_fetched() {
        Run run = run(
                "score",
                "src/test/resources/pictures/cat.png",
                "-p",
                "a cat",
                "--model",
                "acme/tiny",
                "--offline",
                "--min",
                "0.39");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\n 0.3949  ok      src/test/resources/pictures/cat.png  a cat\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void should_end_with_1_if_a_file_is_damaged() throws IOException {
        run("models", "fetch", "acme/tiny");
        assertThat(run("models", "verify", "acme/tiny").exitCode()).isZero();
        Path vision = snapshot.resolve("onnx/vision_model.onnx");
        byte[] content = Files.readAllBytes(vision);
        content[1000] ^= 1;
        Files.write(vision, content);
        Run run = run("models", "verify", "acme/tiny");
        assertThat(run.out())
                .startsWith("acme/tiny\n  ok     config.json               SHA-256 ")
                .containsPattern(
                        "\n  WRONG  onnx/vision_model\\.onnx    \\[.*vision_model\\.onnx] \\(0\\.2 MB, SHA-256 "
                                + Sha256.hex(content) + "\\) is not the expected " + content.length
                                + " bytes, SHA-256 ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void should_end_with_4_if_the_cache_lacks_the_model_and_say_how_to_get_it() {
        Run verify = run("models", "verify", "someone/else");
        assertThat(verify.exitCode()).isEqualTo(4);
        assertThat(verify.err()).startsWith("clipunit models verify: model [someone/else] cannot be used: ");
        Run score = run("score", "a.png", "-p", "a cat", "-m", "openai/clip-vit-base-patch32", "--offline");
        assertThat(score.exitCode()).isEqualTo(4);
        assertThat(score.err())
                .startsWith("clipunit score: model [openai/clip-vit-base-patch32] cannot be used: ")
                .contains(
                        "downloads are off (clipunit.offline=true)",
                        "clipunit models fetch openai/clip-vit-base-patch32");
    }

    @Test
    void should_check_what_of_a_model_is_understood_as_the_page_on_models_has_it() throws IOException {
        Run run = check(SPLIT, "--facts", "src/test/resources/conformance/tiny-clip.json", "--pictures", PICTURES);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("\nok       cat.png, by ").endsWith("\n5 cases, all right\n");
        String findings = run.out().substring(0, run.out().indexOf("\n\n"));
        assertThat(page()).contains(findings.replace(SPLIT.toAbsolutePath().toString(), "/models/tiny") + "\n");
        assertThat(check(SPLIT).out()).isEqualTo(findings + "\n");
    }

    @Test
    void should_say_of_a_model_what_is_not_understood_with_the_words_of_a_failing_load() throws IOException {
        Path siglip = copy(SPLIT, folder.resolve("siglip"));
        Path config = siglip.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"clip\"", "\"siglip\""));
        Path processor = siglip.resolve("preprocessor_config.json");
        Files.writeString(processor, Files.readString(processor).replace("CLIPImage", "SiglipImage"));
        Run run = check(siglip);
        assertThat(run.exitCode()).isEqualTo(1);
        List<String> lines = run.out().lines().toList();
        assertThat(lines).filteredOn(line -> line.startsWith("  not ")).hasSize(2);
        assertThat(page()).contains(run.out().replace(siglip.toString(), "/models/siglip"));
        Run score = run("score", "src/test/resources/pictures/cat.png", "-p", "a cat", "-m", siglip.toString());
        assertThat(score.exitCode()).isEqualTo(4);
        assertThat(score.err()).contains(run.out().substring(run.out().indexOf('\n')));
    }

    @Test
    void should_end_with_1_if_one_of_the_numbers_given_is_off() throws IOException {
        Path facts = Files.writeString(
                folder.resolve("facts.json"),
                Files.readString(Path.of("src/test/resources/conformance/tiny-clip.json"))
                        .replace("39.4862312", "39.5"));
        Run run = check(SPLIT, "--facts", facts.toString(), "--pictures", PICTURES);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("\nOFF      cat.png, by ").endsWith("\n5 cases, not all right\n");
    }

    private Run check(Path model, String... more) {
        List<String> arguments = new ArrayList<>(List.of("models", "check", model.toString()));
        Collections.addAll(arguments, more);
        return run(arguments.toArray(String[]::new));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/models.md"));
    }

    @Test
    void should_say_that_a_model_to_verify_is_not_there_at_all() {
        Run run = run("models", "verify", "openai/clip-vit-base-patch32");
        assertThat(run.out())
                .isEqualTo("openai/clip-vit-base-patch32\n  is not in the cache; clipunit models fetch"
                        + " openai/clip-vit-base-patch32 gets it\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void should_say_which_commands_there_are() {
        Run run = run("models");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("name one of the commands list, fetch, check, verify and record\n")
                .contains("Usage: clipunit models");
        assertThat(run("models", "fetch", "--help").out())
                .contains(
                        "Usage: clipunit models fetch",
                        "clipunit models fetch tinyclip-vit-8m-16 --precision int8 --quiet",
                        "--aesthetic-head");
        assertThat(run("models", "verify").exitCode()).isEqualTo(2);
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (arguments.length > 1) {
            Collections.addAll(
                    all,
                    "--cache-dir",
                    folder.resolve("hub").toString(),
                    "--lock-file",
                    folder.resolve("clipunit-models.lock").toString());
        }
        return arguments[0].equals("score")
                ? Run.of(Clipunit::scorer, all.toArray(String[]::new))
                : Run.of(new FakeScorer(Map.of()), all.toArray(String[]::new));
    }
}
