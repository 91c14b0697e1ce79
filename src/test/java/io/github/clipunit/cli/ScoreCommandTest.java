package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.DisplayWidth;
import io.github.clipunit.internal.Terminal;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.OnnxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

    private static final Path PICTURES = Path.of("src/test/resources/pictures");
    private static final Path FOX = PICTURES.resolve("fox.png");
    private static final Path CUT = Path.of("src/test/resources/broken/png-cut-60.png");
    private static final ClipScorer FAKE = new FakeScorer(Map.of("a fox", 0.3125, "a cat", 0.125));
    private static final StandardInput NO_INPUT = new StandardInput(InputStream.nullInputStream(), false);

    @TempDir
    private Path folder;

    @Test
    void should_print_a_table_of_scores() {
        Run run = Run.of(FAKE, "score", FOX.toString(), "-p", "a fox", "--prompt", "a cat");
        assertThat(run.out()).isEqualTo("""
                  score  picture                           prompt
                 0.3125  src/test/resources/pictures/fox.png  a fox
                 0.1250  src/test/resources/pictures/fox.png  a cat

                2 scores, mean 0.2188, lowest 0.1250 of src/test/resources/pictures/fox.png
                """);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void should_leave_parameters_of_generators_out_and_say_so_once() {
        Run run = Run.of(FAKE, "score", FOX.toString(), FOX.toString(), "-p", "a fox --ar 16:9", "--format", "jsonl");
        assertThat(run.out().lines().map(line -> text(line, "score"))).containsExactly("0.3125", "0.3125");
        assertThat(run.err())
                .isEqualTo("clipunit score: scored as \"a fox\", left out: --ar 16:9 (clipunit.prompt.parameters)\n");
    }

    @Test
    void should_score_each_part_of_a_prompt_by_itself() {
        Run run = Run.of(FAKE, "score", FOX.toString(), "--parts", "-p", "a fox\n(a cat:1.2)");
        assertThat(run.out()).isEqualTo("""
                  score  picture                           prompt
                 0.3125  src/test/resources/pictures/fox.png  a fox
                 0.1250  src/test/resources/pictures/fox.png  a cat

                2 scores, mean 0.2188, lowest 0.1250 of src/test/resources/pictures/fox.png
                """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void should_say_which_scores_are_below_the_least_and_end_with_1() {
        Run run = Run.of(FAKE, "score", FOX.toString(), "-p", "a fox", "-p", "a cat", "--min", "0.28");
        assertThat(run.out())
                .isEqualTo("  score  result  picture                           prompt\n"
                        + " 0.3125  ok      src/test/resources/pictures/fox.png  a fox\n"
                        + " 0.1250  low     src/test/resources/pictures/fox.png  a cat\n"
                        + "\n"
                        + "2 scores, mean 0.2188, lowest 0.1250 of src/test/resources/pictures/fox.png; 1 below"
                        + " 0.28\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** The last column begins at one place, whatever stands before it. */
    @Test
    void should_keep_columns_on_a_terminal_and_shorten_long_names() throws IOException {
        Path manifest = folder.resolve("shop.csv");
        Files.copy(FOX, folder.resolve("fox.png"));
        Files.copy(FOX, folder.resolve("a-very-long-name-of-a-picture-from-the-front.png"));
        Files.writeString(manifest, """
                image,prompt,sku
                fox.png,a fox,1
                a-very-long-name-of-a-picture-from-the-front.png,a cat,SKU-0001-2026-LONG
                写真/猫のアイコン写真猫のアイコン写真.png,a fox,猫
                """);
        Terminal terminal = new Terminal(true, Map.of("TERM", "xterm", "NO_COLOR", "1", "COLUMNS", "72"));
        String[] arguments = {"score", "--manifest", manifest.toString(), "--id", "sku"};
        List<String> lines = Run.of(settings -> FAKE, NO_INPUT, terminal, arguments)
                .out()
                .lines()
                .limit(4)
                .toList();
        assertThat(lines.get(0)).isEqualTo("  score  picture                     prompt");
        assertThat(lines.get(1)).isEqualTo(" 0.3125  1 fox.png                   a fox");
        assertThat(lines.get(2)).isEqualTo(" 0.1250  SKU-0001-2026…he-front.png  a cat");
        assertThat(lines.get(3)).startsWith("  error  猫 写真/猫の…コン写真.png   no picture at [");
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> DisplayWidth.of(line.replaceAll("(a fox|a cat|no picture).*", ""))))
                .containsOnly(37);

        List<String> judged = Run.of(settings -> FAKE, NO_INPUT, terminal, withMin(arguments))
                .out()
                .lines()
                .limit(4)
                .toList();
        assertThat(judged.get(0)).isEqualTo("  score  result  picture                     prompt");
        assertThat(judged.stream()
                        .skip(1)
                        .map(line -> DisplayWidth.of(line.replaceAll("(a fox|a cat|no picture).*", ""))))
                .containsOnly(45);

        assertThat(Run.of(FAKE, arguments).out().lines().toList().get(2))
                .as("a pipe gets all of it")
                .isEqualTo(" 0.1250  SKU-0001-2026-LONG a-very-long-name-of-a-picture-from-the-front.png  a cat");
    }

    private static String[] withMin(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--min", "0.2"));
        return all.toArray(String[]::new);
    }

    @Test
    void should_colour_results_and_errors_where_colours_are_forced() {
        Terminal coloured = new Terminal(false, Map.of("CLICOLOR_FORCE", "1"));
        Run run = Run.of(
                settings -> FAKE,
                NO_INPUT,
                coloured,
                "score",
                FOX.toString(),
                "gone.png",
                "-p",
                "a fox",
                "-p",
                "a cat",
                "--min",
                "0.28",
                "--fail-if",
                "mean < 1");
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(1)).startsWith(" 0.3125  \u001b[32mok    \u001b[0m  src/");
        assertThat(lines.get(2)).startsWith(" 0.1250  \u001b[31mlow   \u001b[0m  src/");
        assertThat(lines.get(3)).startsWith("      -  \u001b[31merror \u001b[0m  gone.png");
        assertThat(run.err()).isEqualTo("\u001b[31mclipunit score: failed: mean < 1: it is 0.2188\u001b[0m\n");
        for (String format : List.of("json", "jsonl")) {
            assertThat(Run.of(
                                    settings -> FAKE,
                                    NO_INPUT,
                                    coloured,
                                    "score",
                                    FOX.toString(),
                                    "-p",
                                    "a cat",
                                    "--min",
                                    "0.28",
                                    "-f",
                                    format)
                            .out())
                    .as("JSON is for programs")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void should_end_with_0_if_a_score_equals_the_least() {
        assertThat(Run.of(FAKE, "score", FOX.toString(), "-p", "a fox", "--min", "0.3125")
                        .exitCode())
                .isZero();
    }

    @Test
    void should_tell_of_a_picture_that_cannot_be_read_in_its_place_and_score_the_others() {
        Run run = Run.of(
                FAKE,
                "score",
                FOX.toString(),
                CUT.toString(),
                "missing.png",
                FOX.toString(),
                "-p",
                "a cat",
                "--min",
                "0.2");
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(1)).isEqualTo(" 0.1250  low     src/test/resources/pictures/fox.png  a cat");
        assertThat(lines.get(2)).startsWith("      -  error   src/test/resources/broken/png-cut-60.png  ");
        assertThat(lines.get(3))
                .isEqualTo(
                        "      -  error   missing.png                       no picture at [missing.png]: the file does"
                                + " not exist, looked for at ["
                                + Path.of("missing.png").toAbsolutePath() + "]");
        assertThat(lines.get(4)).isEqualTo(lines.get(1));
        assertThat(lines.get(6)).endsWith("; 2 below 0.2; 2 lines without a score");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void should_score_the_pictures_of_a_folder_at_any_depth_in_the_order_of_their_names() throws IOException {
        Files.createDirectories(folder.resolve("b/deep"));
        Files.copy(FOX, folder.resolve("c.PNG"));
        Files.copy(FOX, folder.resolve("b/deep/x.png"));
        Files.copy(FOX, folder.resolve("a.png"));
        Files.copy(FOX, folder.resolve(".hidden.png"));
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        Run run = Run.of(FAKE, "score", folder.toString(), "-p", "a fox", "-f", "jsonl");
        assertThat(run.out().lines().map(line -> text(line, "image")))
                .containsExactly(
                        folder.resolve("a.png").toString(),
                        folder.resolve("b/deep/x.png").toString(),
                        folder.resolve("c.PNG").toString());
    }

    @Test
    void should_write_one_json_document() {
        Run run = Run.of(
                FAKE, "score", FOX.toString(), "missing.png", "-p", "a fox", "--min", "0.28", "--format", "json");
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(document.get("model").getAsString()).isEqualTo("fake");
        assertThat(document.get("min").getAsDouble()).isEqualTo(0.28);
        List<JsonElement> results = document.getAsJsonArray("results").asList();
        assertThat(results).hasSize(2);
        JsonObject fox = results.get(0).getAsJsonObject();
        assertThat(fox.keySet()).containsExactly("image", "prompt", "score", "percent", "rescaled", "passed");
        assertThat(fox.get("score").getAsDouble()).isCloseTo(0.3125, within(1e-7));
        assertThat(fox.get("percent").getAsDouble()).isCloseTo(31.25, within(1e-5));
        assertThat(fox.get("rescaled").getAsDouble()).isCloseTo(0.78125, within(1e-6));
        assertThat(fox.get("passed").getAsBoolean()).isTrue();
        assertThat(results.get(1).getAsJsonObject().keySet()).containsExactly("image", "error");
        assertThat(document.getAsJsonObject("summary").keySet())
                .containsExactly(
                        "scores", "mean", "lowest", "p5", "median", "p95", "highest", "lowestImage", "below", "errors");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void should_read_a_csv_manifest_with_quoted_prompts_of_several_lines() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        Path manifest = folder.resolve("shop.csv");
        Files.writeString(
                manifest,
                "\uFEFFid,prompt,image\r\n1,\"a \"\"fox\"\", red\nand white\",fox.png\r\n\r\n2,,fox.png\r\n3,a fox\r\n");
        Run run = Run.of(FAKE, "score", "--manifest", manifest.toString(), "-p", "a cat", "-f", "jsonl");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(text(lines.get(0), "prompt")).isEqualTo("a \"fox\", red\nand white");
        assertThat(text(lines.get(0), "image")).isEqualTo("fox.png");
        assertThat(text(lines.get(1), "prompt")).isEqualTo("a cat");
        assertThat(text(lines.get(2), "error")).isEqualTo("line 6 of manifest [" + manifest + "] has no image");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void should_read_a_json_lines_manifest_and_tell_of_each_line_that_is_wrong() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        Path manifest = folder.resolve("shop.jsonl");
        Files.write(
                manifest,
                List.of(
                        "{\"image\": \"fox.png\", \"prompt\": \"a fox\"}",
                        "",
                        "{\"image\": \"fox.png\"}",
                        "[1]",
                        "{\"image\": \"fox.png\", \"prompt\": \"a cat\"}"));
        Run run = Run.of(FAKE, "score", "--manifest", manifest.toString(), "-f", "jsonl");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(text(lines.get(0), "prompt")).isEqualTo("a fox");
        assertThat(text(lines.get(1), "image")).isEqualTo(manifest + ":3");
        assertThat(text(lines.get(1), "error"))
                .isEqualTo("line 3 of manifest [" + manifest + "] has no prompt, and none was given with --prompt");
        assertThat(text(lines.get(2), "error"))
                .isEqualTo("line 4 of manifest [" + manifest
                        + "] must be a JSON object such as {\"image\": \"fox.png\"," + " \"prompt\": \"a red fox\"}");
        assertThat(text(lines.get(3), "prompt")).isEqualTo("a cat");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void should_refuse_manifests_that_cannot_be_read_as_a_whole() throws IOException {
        Path columns = Files.writeString(folder.resolve("columns.csv"), "file,prompt\na.png,x\n");
        Run wrongColumns = Run.of(FAKE, "score", "--manifest", columns.toString());
        assertThat(wrongColumns.err())
                .isEqualTo("clipunit score: manifest [" + columns + "] must begin with a line that names the columns"
                        + " image and prompt, but that line is [file, prompt]\n");
        assertThat(wrongColumns.exitCode()).isEqualTo(2);
        Path text = Files.writeString(folder.resolve("list.txt"), "");
        assertThat(Run.of(FAKE, "score", "--manifest", text.toString()).err())
                .isEqualTo("clipunit score: manifest [" + text
                        + "] must be CSV or JSON Lines, and its name must end in .csv, .jsonl or .ndjson\n");
        assertThat(Run.of(FAKE, "score", "--manifest", "none.csv").err())
                .isEqualTo("clipunit score: manifest [none.csv] cannot be read:" + " [none.csv] does not exist\n");
    }

    @Test
    void should_embed_each_picture_and_each_prompt_once() throws IOException {
        Path manifest = folder.resolve("many.jsonl");
        List<String> names = new ArrayList<>();
        byte[] fox = Files.readAllBytes(FOX);
        for (int i = 0; i < 40; i++) {
            Path copy = Files.write(folder.resolve(i + ".png"), fox);
            names.add("{\"image\": \"" + copy.getFileName() + "\", \"prompt\": \"p" + i % 3 + "\"}");
        }
        Files.write(manifest, names);
        Counting scorer = new Counting();
        Run run = Run.of(scorer, "score", "--manifest", manifest.toString(), "-f", "jsonl");
        assertThat(run.out().lines()).hasSize(40);
        assertThat(scorer.batches).hasSize(40).containsOnly(1);
        assertThat(scorer.prompts).containsExactly("p0", "p1", "p2");
    }

    @Test
    void should_embed_a_picture_once_that_many_lines_name() throws IOException {
        Path manifest = folder.resolve("many.csv");
        Files.copy(FOX, folder.resolve("fox.png"));
        Files.writeString(manifest, "image,prompt\n" + "fox.png,a fox\n".repeat(1500));
        Counting scorer = new Counting();
        assertThat(Run.of(scorer, "score", "--manifest", manifest.toString(), "-f", "jsonl")
                        .out()
                        .lines())
                .hasSize(1500);
        assertThat(scorer.batches).containsExactly(1);
    }

    @Test
    void should_tell_of_a_prompt_that_is_too_long_and_go_on() throws IOException {
        Path manifest = folder.resolve("long.csv");
        Files.copy(FOX, folder.resolve("fox.png"));
        Files.writeString(manifest, "image,prompt\nfox.png,too long\nfox.png,a fox\n");
        Run run = Run.of(new Counting(), "score", "--manifest", manifest.toString());
        assertThat(run.out().lines().toList().get(1))
                .isEqualTo("  error  fox.png                           \"too long\": prompt has 99 tokens");
        assertThat(run.out().lines().toList().get(2)).endsWith("  a fox");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void should_refuse_wrong_usage_and_say_how_it_is_meant() {
        assertUsage("name at least one picture, folder or --manifest", "score", "-p", "a fox");
        assertUsage("say what the pictures should show: --prompt \"a red fox in the snow\"", "score", FOX.toString());
        assertUsage("--prompt must not be blank", "score", FOX.toString(), "-p", " ");
        assertUsage(
                "--min [28.0] must be a cosine in [-1, 1]; 28.0 on the percent scale is 0.28",
                "score",
                FOX.toString(),
                "-p",
                "a fox",
                "--min",
                "28");
        assertUsage("--min [NaN] must be a cosine in [-1, 1]", "score", "x.png", "-p", "a fox", "--min", "NaN");
        assertUsage(
                "Invalid value for option '--format': choose one of [table, json, jsonl], not 'xml'",
                "score",
                "x.png",
                "-p",
                "a fox",
                "-f",
                "xml");
    }

    private static void assertUsage(String message, String... arguments) {
        Run run = Run.of(FAKE, arguments);
        assertThat(run.err()).isEqualTo(message + "\nUsage: clipunit score --help\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    /** An empty table would only push the error aside. */
    @Test
    void should_print_no_table_of_an_input_that_cannot_be_read() throws IOException {
        Path open = Files.writeString(folder.resolve("open.csv"), "image,prompt\n\"fox.png,a fox\n");
        Run run = Run.of(FAKE, "score", "--manifest", open.toString());
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("clipunit score: manifest [" + open
                        + "] cannot be read: the quotation mark that opens in line 2 is never closed\n");
        Run picture = Run.of(FAKE, "score", "--manifest", FOX.toString());
        assertThat(picture.out()).isEmpty();
        assertThat(picture.err())
                .isEqualTo("clipunit score: manifest [" + FOX
                        + "] must be CSV or JSON Lines, and its name must end in .csv, .jsonl or .ndjson\n");
        assertThat(Run.of(FAKE, "score", "--manifest", folder.toString()).err())
                .isEqualTo("clipunit score: manifest [" + folder + "] must be a file, but is a directory\n");
    }

    @Test
    void should_not_pass_if_nothing_was_found_to_score() {
        Run run = Run.of(FAKE, "score", folder.toString(), "-p", "a fox");
        assertThat(run.err()).isEqualTo("clipunit score: found no picture in [" + folder + "]\n");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void should_say_why_a_model_cannot_be_had_and_end_with_4() {
        Run run = Run.of(
                (ScorerSource) settings -> {
                    throw new ModelUnavailableException("no model [" + settings.get(ModelNames.MODEL) + "] for "
                            + settings.get(OnnxOptions.DEVICE));
                },
                "score",
                FOX.toString(),
                "-p",
                "a fox",
                "--model",
                "acme/clip",
                "--device",
                "cuda");
        assertThat(run.err()).isEqualTo("clipunit score: no model [acme/clip] for CUDA\n");
        assertThat(run.exitCode()).isEqualTo(4);
    }

    @Test
    void should_refuse_a_setting_that_cannot_be_read() {
        Run run =
                Run.of(Clipunit::scorer, "score", FOX.toString(), "-p", "a fox", "-m", "pictogram", "--device", "gpu");
        assertThat(run.err())
                .isEqualTo(
                        "clipunit score: clipunit.device = [gpu] (set explicitly) cannot be read: choose one of: cpu,"
                                + " cuda, coreml, directml\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void should_score_with_the_model_inside_the_jar() {
        Run run = Run.of(
                Clipunit::scorer,
                "score",
                PICTURES.resolve("red-circle.png").toString(),
                "-m",
                "pictogram",
                "-p",
                "a red circle on a white background",
                "--min",
                "0.28");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void should_explain_itself() {
        Run run = Run.of(FAKE, "score", "--help");
        assertThat(run.out())
                .contains(
                        "Usage: clipunit score [OPTIONS] [PICTURE...]",
                        "clipunit score out/ --prompt \"a red fox\" --min 0.28",
                        "clipunit score --manifest shop.csv --format json");
        assertThat(run.exitCode()).isZero();
        assertThat(Run.of(FAKE, "--help").out()).contains("Exit codes:", "  score", "-Dclipunit.X=VALUE");
    }

    private static String text(String json, String member) {
        return new Gson().fromJson(json, JsonObject.class).get(member).getAsString();
    }

    /** Counts what it is asked for; refuses the prompt "too long". */
    private static final class Counting implements ClipScorer {

        private final List<Integer> batches = new ArrayList<>();
        private final List<String> prompts = new ArrayList<>();

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            if (!images.isEmpty()) {
                batches.add(images.size());
            }
            return images.stream().map(image -> Embedding.of(1, 0)).toList();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> asked) {
            if (asked.contains("too long")) {
                throw new IllegalArgumentException("prompt has 99 tokens");
            }
            prompts.addAll(asked);
            return asked.stream().map(prompt -> Embedding.of(1, 1)).toList();
        }

        @Override
        public ClipModel model() {
            return FAKE.model();
        }

        @Override
        public void close() {}
    }
}
