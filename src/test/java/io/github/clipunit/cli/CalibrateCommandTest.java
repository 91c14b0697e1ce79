package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.calibration.CalibrationFile;
import io.github.clipunit.calibration.ModelCalibration;
import io.github.clipunit.image.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the embedded model and the committed pictures. */
class CalibrateCommandTest {

    private static final Path PICTURES = Path.of("src/test/resources/pictures").toAbsolutePath();
    private static final List<String> ICONS =
            List.of("cat", "fox", "frog", "rocket", "bicycle", "pizza", "red-apple", "dog-face");
    private static final List<String> SHAPES = List.of("red-circle", "blue-square", "purple-heart");

    @TempDir
    private Path folder;

    private static String icon(String name) {
        return "an icon of a " + name.replace('-', ' ');
    }

    private static Stream<String> matching() {
        return Stream.concat(
                ICONS.stream().map(name -> row(name, icon(name))),
                SHAPES.stream().map(name -> row(name, "a " + name.replace('-', ' ') + " on a white background")));
    }

    private static String row(String name, String prompt) {
        return PICTURES.resolve(name + ".png") + "," + prompt;
    }

    private Path manifest(String header, Stream<String> rows) throws IOException {
        return Files.writeString(folder.resolve("pairs.csv"), header + "\n" + rows.collect(Collectors.joining("\n")));
    }

    private Run calibrate(Path source, String... options) {
        List<String> arguments = Stream.concat(
                        Stream.of("calibrate", source.toString(), "--model", "pictogram", "-o", output().toString()),
                        Stream.of(options))
                .toList();
        return Run.of(Clipunit::scorer, arguments.toArray(String[]::new));
    }

    private Path output() {
        return folder.resolve("calibration.json");
    }

    @Test
    void should_calibrate_by_shuffling_where_nothing_is_labelled() throws IOException {
        Run run = calibrate(manifest("image,prompt", matching()));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        ModelCalibration calibration = CalibrationFile.read(output());
        assertThat(calibration.modelId()).isEqualTo("pictogram");
        assertThat(calibration.calibration().matching().size()).isEqualTo(11);
        assertThat(calibration.calibration().others().size()).isEqualTo(55);
        assertThat(calibration.calibration().rocArea()).isGreaterThan(0.95);
        assertThat(run.out())
                .contains("matching pairs: 11, mean 0.", "other    pairs: 55, mean ", "ROC area ")
                .contains("false positive rate 0.05: above ", "a match is more probable than none above 0.")
                .endsWith("wrote " + output() + "; tests use it with clipunit.calibration=" + output() + "\n");
    }

    @Test
    void should_warn_of_prompts_that_may_match_the_pictures_of_others() throws IOException {
        Stream<String> twins =
                Stream.of("fox", "frog", "rocket").map(name -> row(name, "a " + name.replace('-', ' ') + " emoji"));
        Run run = calibrate(manifest("image,prompt", Stream.concat(matching(), twins)));
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .startsWith("clipunit calibrate: warning: ")
                .contains(" of 70 pairs assumed not to match have prompts of similar meaning: \"a ")
                .containsAnyOf(
                        "\"a fox emoji\" and \"an icon of a fox\" (",
                        "\"a frog emoji\" and \"an icon of a frog\" (",
                        "\"a rocket emoji\" and \"an icon of a rocket\" (");
    }

    @Test
    void should_calibrate_by_labels() throws IOException {
        Stream<String> wrong = ICONS.stream().map(name -> row(name, "a blue square on a white background") + ",no");
        Stream<String> alsoWrong = SHAPES.stream().map(name -> row(name, "an icon of a fox") + ",false");
        Stream<String> rows = Stream.concat(matching().map(row -> row + ",true"), Stream.concat(wrong, alsoWrong));
        Run run = calibrate(manifest("image,prompt,matches", rows), "--false-positive-rate", "0.2");
        assertThat(run.exitCode()).isZero();
        ModelCalibration calibration = CalibrationFile.read(output());
        assertThat(calibration.calibration().others().size()).isEqualTo(11);
        assertThat(calibration.calibration().cutoffs()).hasSize(1);
    }

    @Test
    void should_take_prompts_from_text_files_beside_the_pictures() throws IOException {
        for (String name : ICONS) {
            Files.copy(PICTURES.resolve(name + ".png"), folder.resolve(name + ".png"));
            Files.writeString(folder.resolve(name + ".txt"), icon(name) + "\n");
        }
        for (String name : SHAPES) {
            Files.copy(PICTURES.resolve(name + ".png"), folder.resolve(name + ".png"));
            Files.writeString(folder.resolve(name + ".txt"), "a " + name.replace('-', ' '));
        }
        Path lonely = Files.copy(PICTURES.resolve("fox.png"), folder.resolve("lonely.png"));
        Run run = calibrate(folder);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("clipunit calibrate: picture [" + lonely + "] has no prompt: ["
                        + folder.resolve("lonely.txt") + "] does not exist\n");
        assertThat(CalibrationFile.read(output()).calibration().matching().size())
                .isEqualTo(11);
    }

    @Test
    void should_leave_out_a_picture_that_only_decoding_finds_broken() throws IOException {
        Path hollow = Files.write(folder.resolve("hollow.png"), PngWriter.hollow(100, 200, new Random(1)));
        Run run =
                calibrate(manifest("image,prompt", Stream.concat(matching(), Stream.of(hollow + ",a hollow picture"))));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("clipunit calibrate: picture [" + hollow + "] cannot be read; its first bytes say: PNG (");
        assertThat(CalibrationFile.read(output()).calibration().matching().size())
                .isEqualTo(11);
    }

    @Test
    void should_say_what_is_wrong_with_pairs() throws IOException {
        Run few = calibrate(manifest("image,prompt", matching().limit(3)));
        assertThat(few.exitCode()).isEqualTo(2);
        assertThat(few.err()).startsWith("clipunit calibrate: pairs that match [3] must be at least 10");
        assertThat(output()).doesNotExist();
        Run odd = calibrate(manifest(
                "image,prompt,matches", Stream.concat(Stream.of(row("fox", "a fox") + ",perhaps"), matching())));
        assertThat(odd.err()).contains("line 2 of manifest", "has [perhaps] for matches, which must be true or false");
        assertThat(calibrate(folder, "--false-positive-rate", "2").exitCode()).isEqualTo(2);
    }

    @Test
    void should_give_of_shards_what_one_machine_gives_of_all() throws IOException {
        List<String> rows = Stream.concat(
                        matching().map(row -> row + ",yes"),
                        Stream.concat(
                                ICONS.stream().map(name -> row(name, "a blue square on a white background") + ",no"),
                                SHAPES.stream().map(name -> row(name, "an icon of a fox") + ",no")))
                .toList();
        assertThat(calibrate(manifest("image,prompt,matches", rows.stream())).exitCode())
                .isZero();
        ModelCalibration whole = CalibrationFile.read(output());
        Files.delete(output());
        String[] shards = {"1.counts", "2.json", "3.counts"};
        for (int i = 0; i < 3; i++) {
            int shard = i;
            Path pairs = manifest("image,prompt,matches", rows.stream().filter(row -> rows.indexOf(row) % 3 == shard));
            Run run = run("calibrate", pairs.toString(), "-m", "pictogram", "--counts", at(shards[i]));
            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .isEqualTo("wrote " + at(shards[i])
                            + "; clipunit calibrate merge makes one calibration of all shards\n");
        }
        assertThat(folder.resolve("2.json")).content().startsWith("{\"format\":\"clipunit.calibrationCounts/1\",");
        Run run = run(
                "calibrate",
                "merge",
                at("3.counts"),
                at("1.counts"),
                at("2.json"),
                "--expect",
                "3",
                "-o",
                at("calibration.json"));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("matching pairs: 11, mean 0.")
                .endsWith("wrote " + output() + "; tests use it with clipunit.calibration=" + output() + "\n");
        ModelCalibration merged = CalibrationFile.read(output());
        assertThat(merged.calibration().matching().mean())
                .isCloseTo(whole.calibration().matching().mean(), within(1e-6));
        assertThat(merged.calibration().others().size()).isEqualTo(11);
        assertThat(merged.calibration().rocArea()).isCloseTo(whole.calibration().rocArea(), within(1e-9));
        assertThat(merged.calibration().cutoffs())
                .hasSameSizeAs(whole.calibration().cutoffs());

        assertThat(run("calibrate", "merge", at("1.counts"), at("2.json"), "--expect", "3")
                        .err())
                .isEqualTo("clipunit calibrate merge: COUNTS must be [3] different files, but are [" + at("1.counts")
                        + ", " + at("2.json") + "]; fetch the counts of every shard, and name each once\n");
        Files.copy(folder.resolve("1.counts"), folder.resolve("copy.counts"));
        for (String again : List.of(at("1.counts"), at("./1.counts"), at("copy.counts"))) {
            assertThat(run("calibrate", "merge", at("1.counts"), again).exitCode())
                    .as("the same pairs twice, by [%s]", again)
                    .isEqualTo(2);
        }
        Files.write(folder.resolve("cut.counts"), Arrays.copyOf(Files.readAllBytes(folder.resolve("1.counts")), 60));
        Run cut = run("calibrate", "merge", at("cut.counts"));
        assertThat(cut.exitCode()).isEqualTo(2);
        assertThat(cut.err())
                .isEqualTo(
                        "clipunit calibrate merge: counts [" + at("cut.counts") + "] cannot be read: sums of the format"
                                + " [clipunit.calibrationCounts/1] cannot be read: they end too early; fetch them"
                                + " again from their source, or compute them again with this version of clipunit\n");
        assertThat(run("calibrate").err()).startsWith("PAIRS must name at least one manifest or folder");
        assertThat(run("calibrate", "merge", at("1.counts"), "--false-positive-rate", "2")
                        .err())
                .startsWith("--false-positive-rate [2.0] must be between 0 and 1");
    }

    @Test
    void should_write_the_calibration_next_to_the_counts_where_it_is_named() throws IOException {
        Run run = calibrate(manifest("image,prompt", matching()), "--counts", at("all.counts"));

        assertThat(run.exitCode()).isZero();
        assertThat(run("calibrate", "merge", at("all.counts"), "-o", at("merged.json"))
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("merged.json")).hasSameTextualContentAs(output());
    }

    private static Run run(String... arguments) {
        return Run.of(Clipunit::scorer, arguments);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
