package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.FakeScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code clipunit score} over batches: columns carried through, shards, runs gone on with, statistics and conditions. */
class ScoreBatchTest {

    private static final Path FOX = Path.of("src/test/resources/pictures/fox.png");
    private static final ClipScorer FAKE = new FakeScorer(
            Map.of("a fox", 0.30, "a vixen", 0.32, "a cub", 0.34, "a cat", 0.20, "a tiger", 0.24, "a bus", 0.10));

    /** Groups poster (0.30, 0.32, 0.34), icon (0.20, 0.24 and a line without a picture) and one line without a group. */
    private static final String SHOP = """
            sku,image,prompt,kind
            A-1,fox.png,a fox,poster
            A-2,fox.png,a vixen,poster
            A-3,fox.png,a cub,poster
            B-1,fox.png,a cat,icon
            B-2,fox.png,a tiger,icon
            B-3,gone.png,a tiger,icon
            C-1,fox.png,a bus,
            """;

    @TempDir
    private Path folder;

    private Path shop() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        return Files.writeString(folder.resolve("shop.csv"), SHOP);
    }

    private static Run score(Object... arguments) {
        return Run.of(
                FAKE,
                Stream.concat(Stream.of("score"), Arrays.stream(arguments).map(String::valueOf))
                        .toArray(String[]::new));
    }

    private static List<JsonObject> objects(Stream<String> lines) {
        return lines.map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    @Test
    void should_carry_id_and_group_through() throws IOException {
        List<JsonObject> lines = objects(score("--manifest", shop(), "--id", "sku", "--group", "kind", "-f", "jsonl")
                .out()
                .lines());
        assertThat(lines)
                .extracting(line -> line.get("id").getAsString())
                .containsExactly("A-1", "A-2", "A-3", "B-1", "B-2", "B-3", "C-1");
        assertThat(lines.get(0).keySet())
                .containsExactly("id", "group", "image", "prompt", "score", "percent", "rescaled");
        assertThat(lines.get(5).keySet()).containsExactly("id", "group", "image", "error");
        assertThat(lines.get(6).get("group").getAsString()).isEmpty();
    }

    @Test
    void should_take_id_and_group_of_json_lines() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        Path manifest = Files.writeString(folder.resolve("shop.jsonl"), """
                {"image": "fox.png", "prompt": "a fox", "sku": 7, "kind": "poster"}
                {"image": "fox.png", "prompt": "a cat"}
                """);
        List<JsonObject> lines = objects(score("--manifest", manifest, "--id", "sku", "--group", "kind", "-f", "jsonl")
                .out()
                .lines());
        assertThat(lines.get(0).get("id").getAsString()).isEqualTo("7");
        assertThat(lines.get(1).has("id")).isFalse();
        assertThat(lines.get(1).has("group")).isFalse();
    }

    /** By hand: mean of 0.30, 0.32, 0.34 is 0.32, their deviation 0.02; t(0.975, 2) = 4.302653. */
    @Test
    void should_give_the_statistics_of_each_group() throws IOException {
        Run run = score("--manifest", shop(), "--group", "kind", "-f", "json");
        JsonObject summary = JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("summary");
        JsonArray groups = summary.getAsJsonArray("groups");
        assertThat(groups)
                .extracting(group -> group.getAsJsonObject().get("group").getAsString())
                .containsExactly("", "icon", "poster");
        JsonObject poster = groups.get(2).getAsJsonObject();
        assertThat(poster.get("scores").getAsInt()).isEqualTo(3);
        assertThat(poster.get("mean").getAsDouble()).isCloseTo(0.32, within(1e-7));
        assertThat(poster.get("deviation").getAsDouble()).isCloseTo(0.02, within(1e-7));
        double half = 4.302653 * 0.02 / Math.sqrt(3);
        assertThat(poster.getAsJsonArray("interval95").get(0).getAsDouble()).isCloseTo(0.32 - half, within(1e-6));
        assertThat(poster.getAsJsonArray("interval95").get(1).getAsDouble()).isCloseTo(0.32 + half, within(1e-6));
        assertThat(poster.get("median").getAsDouble()).isCloseTo(0.32, within(5e-5));
        assertThat(groups.get(1).getAsJsonObject().get("errors").getAsInt()).isEqualTo(1);
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void should_keep_the_columns_of_groups_with_long_names() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        Path manifest = Files.writeString(
                folder.resolve("long.csv"),
                "image,prompt,kind\nfox.png,a fox,short\nfox.png,a cat,a kind with a very long name\n");
        List<String> lines =
                score("--manifest", manifest, "--group", "kind").out().lines().toList();
        assertThat(lines.get(lines.size() - 3)).startsWith("group                           scores      mean  ");
        assertThat(lines.get(lines.size() - 2)).startsWith("a kind with a very long name         1    0.2000  ");
        assertThat(lines.get(lines.size() - 1)).startsWith("short                                1    0.3000  ");
    }

    @Test
    void should_print_a_table_of_groups() throws IOException {
        assertThat(score("--manifest", shop(), "--group", "kind").out()).endsWith("""
                        6 scores, mean 0.2500, lowest 0.1000 of fox.png; 1 line without a score

                        group               scores      mean  95 % interval       deviation      5 %   median     95 %   errors
                                                 1    0.1000  -                           -   0.1000   0.1000   0.1000        0
                        icon                     2    0.2200  [-0.0341, 0.4741]      0.0283   0.2020   0.2200   0.2380        1
                        poster                   3    0.3200  [0.2703, 0.3697]       0.0200   0.3020   0.3200   0.3380        0
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mean(poster) < 0.33   | mean(poster) < 0.33: it is 0.3200",
                "mean( poster ) < 0.31 |",
                "mean < 0.26           | mean < 0.26: it is 0.2500",
                "lowest >= 0.1         |",
                "lowest(icon) <= 2.01e-1 | lowest(icon) <= 2.01e-1: it is 0.2000",
                "mean(poster) < 3.2E-01 |",
                "below25e-2 > 4.9e-1   | below25e-2 > 4.9e-1: it is 0.5000",
                "lowest(icon) <= 0.201 | lowest(icon) <= 0.201: it is 0.2000",
                "highest > .33         | highest > .33: it is 0.3400",
                "median(icon) < 0.25   | median(icon) < 0.25: it is 0.2200",
                "p50(poster) > 0.3     | p50(poster) > 0.3: it is 0.3200",
                "below0.25 > 0.49      | below0.25 > 0.49: it is 0.5000",
                "below0.20(icon) > 0   |",
                "count(poster) < 4     | count(poster) < 4: it is 3",
                "deviation(poster)>0.1 |",
                "mean(\"poster\") < 1  | mean(\"poster\") < 1: it is 0.3200",
                "mean(*) < 0.21        | mean(*) < 0.21: in group [] it is 0.1000",
                "deviation(\"\") > 1   | deviation(\"\") > 1: it is unknown, as there are too few scores",
            })
    void should_fail_where_a_condition_holds(String condition, String sentence) throws IOException {
        Files.writeString(folder.resolve("gone.png"), "");
        Run run = score("--manifest", shop(), "--group", "kind", "--fail-if", condition, "--fail-if", "errors > 1");
        if (condition.startsWith("lowest >=")) {
            assertThat(run.exitCode()).isEqualTo(1);
            return;
        }
        assertThat(run.err()).isEqualTo(sentence == null ? "" : "clipunit score: failed: " + sentence + "\n");
        assertThat(run.exitCode()).isEqualTo(sentence == null ? 0 : 1);
    }

    @Test
    void should_decide_by_a_condition_on_errors_how_many_there_may_be() throws IOException {
        Path shop = shop();
        assertThat(score("--manifest", shop, "--fail-if", "errors > 0").err())
                .isEqualTo("clipunit score: failed: errors > 0: it is 1\n");
        assertThat(score("--manifest", shop, "--fail-if", "errors > 0").exitCode())
                .isEqualTo(1);
        assertThat(score("--manifest", shop, "--fail-if", "errors > 1").exitCode())
                .isZero();
        assertThat(score("--manifest", shop, "--fail-if", "mean < 0").exitCode())
                .isEqualTo(3);
    }

    @Test
    void should_name_the_nearest_group_of_one_that_is_not_there() throws IOException {
        Run run = score("--manifest", shop(), "--group", "kind", "--fail-if", "mean(postr) < 0.3");
        assertThat(run.err())
                .isEqualTo("clipunit score: --fail-if [mean(postr) < 0.3] names group [postr], but no line has that"
                        + " group; did you mean [poster]?\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(score("--manifest", folder.resolve("shop.csv"), "--fail-if", "mean(poster) < 0.3")
                        .err())
                .isEqualTo("--fail-if [mean(poster) < 0.3] names a group; name the column of groups"
                        + " with --group\nUsage: clipunit score --help\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mean",
                "mean < x",
                "avg < 0.3",
                "p0 < 1",
                "p100 < 1",
                "p < 1",
                "below2 > 0",
                "mean5 < 1",
                "mean(a",
                "mean = 0.3",
                "< 0.3",
                "mean(a)(b) < 1",
                ""
            })
    void should_refuse_conditions_of_another_form(String condition) throws IOException {
        Run run = score("--manifest", shop(), "--fail-if", condition);
        assertThat(run.err().lines().findFirst())
                .contains("--fail-if [" + condition
                        + "] must be a measure, a comparison and a number, such as \"mean(poster) < 0.27\"; measures are"
                        + " mean, median, lowest, highest, deviation, p1 to p99 (percentiles), below0.25 (the share of scores"
                        + " below 0.25), count and errors");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void should_refuse_columns_that_a_manifest_lacks_and_options_that_do_not_go_together() throws IOException {
        Path shop = shop();
        assertThat(score("--manifest", shop, "--group", "knd").err())
                .isEqualTo("clipunit score: manifest [" + shop
                        + "] has no column [knd], which --group names; its columns are [sku, image, prompt, kind]\n");
        assertUsage(
                "--id and --group name columns of a --manifest, but there is no --manifest",
                FOX,
                "-p",
                "x",
                "--id",
                "sku");
        assertUsage(
                "--resume compares whole prompts, but --parts divides them; remove one of the two",
                FOX,
                "-p",
                "x",
                "--parts",
                "--resume",
                "a.jsonl");
        assertUsage(
                "--resume writes JSON Lines, which a stopped run can continue, but --format json is one document; remove one of the two",
                FOX,
                "-p",
                "x",
                "-f",
                "json",
                "--resume",
                "a.jsonl");
        for (String wrong : List.of("0/4", "5/4", "1", "1/0", "a/b", "-1/2")) {
            assertUsage(
                    "--shard [" + wrong + "] must be the number of a shard and their count, such as 1/4 to 4/4",
                    FOX,
                    "-p",
                    "x",
                    "--shard",
                    wrong);
        }
        Path parquet = Files.writeString(folder.resolve("shop.parquet"), "PAR1");
        assertThat(score("--manifest", parquet).err())
                .isEqualTo("clipunit score: manifest [" + parquet + "] is Parquet, which clipunit reads only on"
                        + " Apache Spark (docs/scale.md); name a .csv or .jsonl here\n");
        Path semicolons = Files.writeString(folder.resolve("excel.csv"), "image;prompt\nfox.png;a fox\n");
        assertThat(score("--manifest", semicolons).err())
                .isEqualTo("clipunit score: manifest [" + semicolons + "] must begin with a line that names the columns"
                        + " image and prompt, but that line is [image;prompt]; save it with commas in place of"
                        + " semicolons\n");
    }

    private static void assertUsage(String message, Object... arguments) {
        Run run = score(arguments);
        assertThat(run.err().lines().findFirst()).contains(message);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void should_divide_pictures_into_shards_that_have_each_line_once() throws IOException {
        List<String> lines = new ArrayList<>(List.of("image,prompt"));
        for (int i = 0; i < 200; i++) {
            Files.createLink(
                    folder.resolve(i + ".png"),
                    Files.exists(folder.resolve("0.png"))
                            ? folder.resolve("0.png")
                            : Files.copy(FOX, folder.resolve("fox.png")));
            lines.add(i + ".png,a fox");
            lines.add(i + ".png,a cat");
        }
        lines.add(",a line without a picture");
        Path manifest = Files.write(folder.resolve("many.csv"), lines);
        List<String> whole = images(score("--manifest", manifest, "-f", "jsonl"));
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            List<String> part = images(score("--manifest", manifest, "-f", "jsonl", "--shard", i + "/3"));
            assertThat(part.size()).isBetween(80, 200);
            Set<String> names = new HashSet<>(part);
            names.retainAll(new HashSet<>(parts));
            assertThat(names).isEmpty();
            parts.addAll(part);
        }
        assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
        assertThat(score(FOX, "-p", "a fox", "--shard", "1/2").exitCode()
                        + score(FOX, "-p", "a fox", "--shard", "2/2").exitCode())
                .isZero();
    }

    private static List<String> images(Run run) {
        return objects(run.out().lines()).stream()
                .map(line -> line.get("image").getAsString())
                .toList();
    }

    /** CRC-32 of "fox.png" is 2042540719 as zlib of Python gives it, which is 1 modulo 3 and 3 modulo 4. */
    @Test
    void should_divide_by_the_crc_of_the_name() throws IOException {
        Path shop = shop();
        assertThat(images(score("--manifest", shop, "-f", "jsonl", "--shard", "2/3")))
                .contains("fox.png");
        assertThat(images(score("--manifest", shop, "-f", "jsonl", "--shard", "4/4")))
                .contains("fox.png");
    }

    @Test
    void should_go_on_after_a_stop_at_any_byte_and_give_what_one_run_gives() throws IOException {
        Path shop = shop();
        Path whole = folder.resolve("whole.jsonl");
        Run first = score("--manifest", shop, "--id", "sku", "--group", "kind", "--resume", whole);
        assertThat(first.out()).startsWith(whole + ": 0 scores were there; 7 lines are new\n");
        byte[] bytes = Files.readAllBytes(whole);
        List<String> expected = Files.readAllLines(whole);
        assertThat(expected).hasSize(7);
        String statistics = first.out().substring(first.out().indexOf('\n'));
        for (int length = 0; length < bytes.length; length += 13) {
            Path log = Files.write(folder.resolve("cut.jsonl"), Arrays.copyOf(bytes, length));
            Run next = score("--manifest", shop, "--id", "sku", "--group", "kind", "--resume", log);
            assertThat(new TreeSet<>(Files.readAllLines(log)))
                    .as("after %d bytes", length)
                    .isEqualTo(new TreeSet<>(expected));
            assertThat(Files.readAllLines(log)).hasSize(7);
            assertThat(next.out()).endsWith(statistics);
            assertThat(next.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void should_score_nothing_again_and_try_errors_again() throws IOException {
        Path shop = shop();
        Path log = folder.resolve("scores.jsonl");
        score("--manifest", shop, "--resume", log);
        Files.copy(FOX, folder.resolve("gone.png"));
        Run again = score("--manifest", shop, "--resume", log);
        assertThat(again.out()).startsWith(log + ": 6 scores were there; 1 line is new\n");
        assertThat(again.exitCode()).isZero();
        assertThat(Files.readAllLines(log)).hasSize(7).noneMatch(line -> line.contains("error"));
    }

    @Test
    void should_refuse_to_mix_models_and_to_write_into_what_is_no_log() throws IOException {
        Path shop = shop();
        Path log = folder.resolve("scores.jsonl");
        Run.of(new HashScorer("one", "weights"), "score", "--manifest", shop.toString(), "--resume", log.toString());
        String before = Files.readString(log);
        Run other = Run.of(
                new HashScorer("one", "others"), "score", "--manifest", shop.toString(), "--resume", log.toString());
        assertThat(other.err())
                .startsWith("clipunit score: --resume [" + log + "] has scores of model [one] with digest [")
                .endsWith("]; name another file\n");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(Files.readString(log)).isEqualTo(before);
        Run wrong = score("--manifest", shop, "--resume", shop);
        assertThat(wrong.err())
                .isEqualTo("clipunit score: --resume [" + shop + "] must be written by clipunit score --resume, but"
                        + " line 1 is not; name another file, which is created if it does not exist\n");
        assertThat(Files.readString(shop)).isEqualTo(SHOP);
    }

    /** Three lines are equal but for their groups, two wholly, and prompts have letters of up to four bytes. */
    @Test
    void should_count_equal_lines_as_often_as_they_are_there_whatever_byte_a_stop_leaves() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        Path manifest = Files.writeString(folder.resolve("equal.csv"), """
                image,prompt,kind
                fox.png,a fox,a
                fox.png,a fox,b
                fox.png,a fox,b
                fox.png,🦊 Füchse 猫,a
                """);
        Path log = folder.resolve("equal.jsonl");
        String whole = score("--manifest", manifest, "--group", "kind", "--resume", log)
                .out();
        List<String> expected = Files.readAllLines(log).stream().sorted().toList();
        byte[] bytes = Files.readAllBytes(log);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(log, Arrays.copyOf(bytes, length));
            Run next = score("--manifest", manifest, "--group", "kind", "--resume", log);
            assertThat(next.exitCode()).as("after %d bytes", length).isZero();
            assertThat(Files.readAllLines(log).stream().sorted()).isEqualTo(expected);
            assertThat(next.out()).endsWith(whole.substring(whole.indexOf('\n')));
        }
    }

    @Test
    void should_say_how_many_scores_are_of_no_line_of_the_input() throws IOException {
        Path shop = shop();
        Path log = folder.resolve("scores.jsonl");
        score("--manifest", shop, "--resume", log);
        Files.writeString(shop, "image,prompt\nfox.png,a cub\nfox.png,a bear\n");
        assertThat(score("--manifest", shop, "--resume", log).out())
                .startsWith(log + ": 6 scores were there, 5 of them without a line in this input; 1 line is new\n");
    }

    @Test
    void should_refuse_to_go_on_with_other_columns() throws IOException {
        Path shop = shop();
        Path log = folder.resolve("scores.jsonl");
        score("--manifest", shop, "--group", "kind", "--resume", log);
        assertThat(score("--manifest", shop, "--resume", log).err())
                .isEqualTo(
                        "clipunit score: --resume [" + log + "] was written with --group, but this run is without it,"
                                + " so their lines differ; use the options of that run, or name another file\n");
        assertThat(score("--manifest", shop, "--group", "kind", "--id", "sku", "--resume", log)
                        .err())
                .contains("was written without --id, but this run is with it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "7",
                "{\"image\": null, \"score\": 0.1}",
                "{\"image\": {}, \"score\": 0.1}",
                "{\"image\": \"a\", \"score\": null}",
                "{\"image\": \"a\", \"score\": \"0.1\"}",
                "{\"image\": \"a\", \"score\": NaN}",
                "{\"image\": \"a\", \"score\": 7}",
                "{\"image\": \"a\", \"prompt\": [], \"score\": 0.1}",
                "{\"image\": \"a\", \"group\": 1, \"score\": 0.1}",
                "{\"image\": \"a\"}",
                "no JSON"
            })
    void should_refuse_a_log_with_a_line_of_another_kind(String line) throws IOException {
        Path log = Files.writeString(folder.resolve("log.jsonl"), line + "\n");
        Run run = score(FOX, "-p", "a fox", "--resume", log);
        assertThat(run.err())
                .isEqualTo("clipunit score: --resume [" + log + "] must be written by clipunit score --resume, but"
                        + " line 1 is not; name another file, which is created if it does not exist\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(log).hasContent(line);
    }

    @Test
    void should_say_that_other_json_lines_and_folders_are_no_log() throws IOException {
        Path plain = Files.writeString(
                folder.resolve("plain.jsonl"),
                score(FOX, "-p", "a fox", "-f", "jsonl").out());
        assertThat(score(FOX, "-p", "a fox", "--resume", plain).err())
                .isEqualTo(
                        "clipunit score: --resume [" + plain + "] must be written by clipunit score --resume, but does"
                                + " not name the model of its scores; name another file\n");
        assertThat(score(FOX, "-p", "a fox", "--resume", folder).err())
                .isEqualTo("clipunit score: --resume [" + folder + "] must be a file, or not exist yet\n");
        Path deep = folder.resolve("new/folder/log.jsonl");
        assertThat(score(FOX, "-p", "a fox", "--resume", deep).exitCode()).isZero();
        assertThat(deep).exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void should_keep_a_link_and_the_mode_of_what_it_names() throws IOException {
        Path log = folder.resolve("log.jsonl");
        score(FOX, "missing.png", "-p", "a fox", "--resume", log);
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), log);
        score(FOX, "-p", "a fox", "--resume", link);
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllLines(log)).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void should_not_pass_a_condition_on_groups_that_no_line_has() throws IOException {
        Run run = score("--manifest", shop(), "--fail-if", "mean(*) < 0.1");
        assertThat(run.err())
                .isEqualTo("--fail-if [mean(*) < 0.1] names a group; name the column of groups with"
                        + " --group\nUsage: clipunit score --help\n");
        assertThat(run.exitCode()).isEqualTo(2);
        Path lines =
                Files.writeString(folder.resolve("shop.jsonl"), "{\"image\": \"fox.png\", \"prompt\": \"a fox\"}\n");
        assertThat(score("--manifest", lines, "--id", "sku").err())
                .isEqualTo("clipunit score: no line has the column or member that --id names\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "highest > 30    | highest can have: it must be between -1 and 1; 30.0 on the percent scale is 0.3",
                "mean < -5       | mean can have: it must be between -1 and 1",
                "below0.25 > 10  | below can have: it must be between 0 and 1; 10.0 on the percent scale is 0.1",
                "deviation < -.1 | deviation can have: it must be between 0 and 1",
                "count < -1      | count can have: it must be 0 or more",
            })
    void should_refuse_limits_that_no_score_can_pass(String condition, String reason) {
        assertUsage(
                "--fail-if [" + condition + "] has a limit that no " + reason,
                FOX,
                "-p",
                "a fox",
                "--fail-if",
                condition);
    }

    /** A shard may lack a group that others have; all lines together may not. */
    @Test
    void should_hold_conditions_on_groups_against_those_that_a_shard_has() throws IOException {
        Path shop = shop();
        String own = "2/3"; // fox.png
        String condition = "mean(poster) < 0.33";
        assertThat(score("--manifest", shop, "--group", "kind", "--shard", own, "--fail-if", condition)
                        .err())
                .isEqualTo("clipunit score: failed: mean(poster) < 0.33: it is 0.3200\n");
        assertThat(score("--manifest", shop, "--group", "kind", "--shard", "3/3", "--fail-if", condition)
                        .exitCode())
                .isIn(0, 3);
    }

    @Test
    void should_not_pass_if_no_shard_has_anything_to_do() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (String shard : List.of("1/2", "2/2")) {
            Run run = score(empty, "-p", "a fox", "--shard", shard);
            assertThat(run.err()).isEqualTo("clipunit score: found no picture in [" + empty + "]\n");
            assertThat(run.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void should_ignore_columns_that_it_has_no_use_for_and_refuse_those_that_are_there_twice() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        Path labelled = Files.writeString(folder.resolve("a.csv"), "image,prompt,matches,\nfox.png,a fox,perhaps,\n");
        assertThat(score("--manifest", labelled).exitCode()).isZero();
        Path twice = Files.writeString(folder.resolve("b.csv"), "image,prompt,image\nfox.png,a fox,cat.png\n");
        assertThat(score("--manifest", twice).err())
                .startsWith("clipunit score: manifest [" + twice
                        + "] has a first line that cannot be used: The header contains a duplicate name: \"image\"");
        Path tabs = Files.writeString(folder.resolve("c.csv"), "image\tprompt\nfox.png\ta fox\n");
        assertThat(score("--manifest", tabs).err()).endsWith("; save it with commas in place of tabs\n");
        Path capitals = Files.writeString(folder.resolve("d.csv"), "Image,Prompt\nfox.png,a fox\n");
        assertThat(score("--manifest", capitals).err()).endsWith("; write their names in small letters\n");
    }

    @Test
    void should_say_what_is_wrong_with_a_member_of_json() throws IOException {
        Path manifest = Files.writeString(
                folder.resolve("m.jsonl"), "{\"image\": \"fox.png\", \"prompt\": \"a\", \"id\": {\"sku\": 1}}\n");
        assertThat(score("--manifest", manifest, "--id", "id", "-f", "jsonl").out())
                .contains("line 1 of manifest [" + manifest
                        + "] has [{\\\"sku\\\":1}] for id, which must be a text or a number");
    }

    @Test
    void should_end_a_document_whose_manifest_breaks() throws IOException {
        Files.copy(FOX, folder.resolve("fox.png"));
        Path manifest = Files.writeString(folder.resolve("m.csv"), "image,prompt\nfox.png,a fox\nfox.png,\"a\" fox\n");
        Run run = score("--manifest", manifest, "-f", "json");
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(document.getAsJsonArray("results")).hasSize(1);
        assertThat(document.get("error").getAsString())
                .isEqualTo("manifest [" + manifest
                        + "] cannot be read: (line 3) invalid char between encapsulated token" + " and delimiter");
        assertThat(run.err())
                .isEqualTo("clipunit score: " + document.get("error").getAsString() + "\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    /** Above 10,000 names a folder is taken in the order of the file system. */
    @Test
    void should_take_every_picture_of_a_huge_folder_once() throws IOException {
        Path huge = Files.createDirectory(folder.resolve("huge"));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 10_500; i++) {
            names.add(Files.createFile(huge.resolve(i + ".png")).toString());
        }
        Files.createDirectory(huge.resolve("deeper"));
        names.add(Files.createFile(huge.resolve("deeper/x.png")).toString());
        Files.createFile(huge.resolve("notes.txt"));
        List<String> images = images(score(huge, "-p", "a fox", "-f", "jsonl"));
        assertThat(images).hasSize(10_501);
        assertThat(new HashSet<>(images)).isEqualTo(names);
    }
}
