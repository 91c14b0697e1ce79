package io.github.clipunit.golden.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.Golden;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.GoldenMode;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.SafeName;
import io.github.clipunit.golden.verdict.GoldenDesk.FoxTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldensTest {

    private static final String FILE =
            "src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paintsTheFox.json";
    private static final String PICTURE = "io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paintsTheFox.png";
    private static final String RUN = """
            run one of these on your machine, review the diff and commit it:
              Maven:  mvn test '-Dtest=io.github.clipunit.golden.verdict.GoldenDesk$FoxTest#paintsTheFox'%1$s
                      on Windows: mvn test "-Dtest=io.github.clipunit.golden.verdict.GoldenDesk?FoxTest#paintsTheFox"%2$s
              Gradle: %3$s./gradlew test --tests 'io.github.clipunit.golden.verdict.GoldenDesk$FoxTest.paintsTheFox' --rerun
                      on Windows: %4$s
            or copy the files in [target/clipunit/proposals] over the root of the repository to accept the pictures of this run""";
    private static final String GRADLE_ON_WINDOWS =
            "gradlew test --tests io.github.clipunit.golden.verdict.GoldenDesk*FoxTest.paintsTheFox --rerun";
    private static final String COMMANDS = "To accept the new result, "
            + RUN.formatted(
                    " -Dclipunit.golden.mode=update",
                    " \"-Dclipunit.golden.mode=update\"",
                    "CLIPUNIT_GOLDEN_MODE=update ",
                    "cmd /c \"set CLIPUNIT_GOLDEN_MODE=update&& set CLIPUNIT_GOLDEN_ONLY="
                            + "io.github.clipunit.golden.verdict.GoldenDesk?FoxTest/paintsTheFox.json&& "
                            + GRADLE_ON_WINDOWS + "\"");
    private static final String RECORD = "To record it, " + RUN.formatted("", "", "", GRADLE_ON_WINDOWS);

    @TempDir
    Path base;

    private GoldenDesk desk() {
        return new GoldenDesk(base);
    }

    @Test
    void should_record_a_missing_golden_on_a_developers_machine_and_say_so() {
        GoldenDesk desk = desk();

        assertThat(desk.compare(0.3141592).outcome()).isEqualTo(Outcome.RECORDED);

        assertThat(desk.golden("paintsTheFox.json")).exists();
        assertThat(desk.golden("paintsTheFox.png")).exists();
        assertThat(desk.console())
                .containsExactly(
                        "clipunit recorded golden [" + FILE
                                + "]: score 0.314159 for \"a red fox\"; review it and commit it",
                        "clipunit cannot distinguish noise from a regression with one picture if the generator is random: fix the"
                                + " seed, replay a PictureCassette, compare several pictures with assertThatImages(images), or draw"
                                + " them on demand with assertThatGenerator(seed -> ...)");
    }

    @Test
    void should_refuse_to_record_a_missing_golden_on_ci() {
        GoldenDesk desk = desk().onCi();

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk.compare(0.3))
                .withMessage("golden [" + FILE + "] is missing, and none is recorded where CI = [true], because nobody"
                        + " reviews what a build server accepts\n" + RECORD);
        assertThat(base.resolve("src")).doesNotExist();
    }

    @Test
    void should_refuse_to_update_on_ci() {
        desk().compare(0.3);
        GoldenDesk desk = desk().mode(GoldenMode.UPDATE).onCi();

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk.compare(0.2))
                .withMessage(
                        "clipunit.golden.mode = [update] is refused where CI = [true], because nobody reviews what a"
                                + " build server accepts\n" + COMMANDS);
        assertThat(desk().compare(0.3).outcome()).isEqualTo(Outcome.HELD);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "jenkins, true", "false, false", "FALSE, false", "0, false", "'', false"})
    void should_take_ci_for_set_unless_its_text_says_no(String text, boolean set) {
        assertThat(BuildServer.of(Map.of("CI", text)).isHere()).isEqualTo(set);
        assertThat(BuildServer.of(Map.of()).isHere()).isFalse();
    }

    /** As the documentation of each server names it. */
    @ParameterizedTest
    @CsvSource({
        "TF_BUILD, True",
        "TEAMCITY_VERSION, 2026.1 (build 1234)",
        "JENKINS_URL, https://jenkins.example/",
        "GITHUB_ACTIONS, true",
        "GITLAB_CI, true",
        "BUILDKITE, true",
        "CODEBUILD_BUILD_ARN, arn:aws:codebuild:eu-central-1:1:build/x",
        "bamboo_planKey, PROJ-PLAN",
        "BAMBOO_PLANKEY, PROJ-PLAN",
        "GO_PIPELINE_LABEL, 7",
        "CF_BUILD_ID, 7"
    })
    void should_know_build_servers_by_their_own_variables(String variable, String text) {
        assertThat(BuildServer.of(Map.of(variable, text, "HOME", "/root")).isHere())
                .isTrue();
        assertThat(BuildServer.of(Map.of(variable, text)))
                .hasToString(("BAMBOO_PLANKEY".equals(variable) ? "bamboo_planKey" : variable) + " = [" + text + "]");
        assertThat(BuildServer.of(Map.of(variable, text, "CI", "false")).isHere())
                .isFalse();
        assertThat(BuildServer.of(Map.of(variable, text, "CI", "")).isHere()).isTrue();
    }

    @Test
    void should_tell_all_that_a_developer_needs_when_a_score_fell() {
        desk().compare(0.3141592);

        GoldenDesk.Verdict verdict = desk().compare(0.2214);

        assertThat(verdict.outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.message())
                .isEqualTo("""

                        Expecting CLIP score of:
                          %s
                        for prompt:
                          "a red fox"
                        by model:
                          pictogram
                        not to have regressed from golden:
                          %s
                        recorded:   0.314159
                        but was:    0.221400
                        difference: -0.092759
                        tolerance:  0.010000
                        new picture: target/clipunit/new/%s
                        %s""".formatted(GoldenDesk.picture(1, 0).image(), FILE, PICTURE, COMMANDS));
    }

    @Test
    void should_tell_reports_the_same() {
        desk().compare(0.3);

        Check check = desk().compare(0.2).check();

        assertThat(check.name()).isEqualTo("has not regressed");
        assertThat(check.prompt()).isEqualTo("a red fox");
        assertThat(check.measurement()).isEqualTo(Measurement.of("CLIP score", 0.2, Relation.AT_LEAST, 0.29));
        assertThat(check.measurement().holds()).isFalse();
        assertThat(check.score()).isEqualTo(0.2);
        CheckedGolden golden = Objects.requireNonNull(check.golden());
        assertThat(golden)
                .returns(FILE, CheckedGolden::file)
                .returns(Outcome.REGRESSED, CheckedGolden::outcome)
                .returns(0.3, CheckedGolden::score)
                .returns(List.of(), CheckedGolden::scores)
                .returns(0.01, CheckedGolden::tolerance);
        // Maven's and Gradle's, each for POSIX shells and for Windows, as the message has them.
        assertThat(golden.accept()).hasSize(4).allSatisfy(command -> assertThat(COMMANDS.lines())
                .anyMatch(line -> line.endsWith(": " + command) || line.endsWith(":  " + command)));
        assertThat(check.facts()).containsExactly(new NamedText("proposal", "target/clipunit/proposals"));
        assertThat(check.figures()).containsExactly(new NamedNumber("difference", -0.1));
    }

    @ParameterizedTest
    @CsvSource({"0.29, HELD", "0.2899995, HELD", "0.289999, REGRESSED", "0.9, HELD", "0.3, HELD", "-1, REGRESSED"})
    void should_pass_down_to_exactly_the_tolerance_as_six_digits_show_it(double score, Outcome outcome) {
        desk().compare(0.3);

        assertThat(desk().compare(score).outcome()).isEqualTo(outcome);
    }

    @Test
    void should_hold_for_the_score_it_recorded_with_no_tolerance_at_all() {
        GoldenDesk desk = desk().with("clipunit.golden.tolerance", "0");
        desk.compare(0.31415949999);

        assertThat(desk.compare(0.31415949999).outcome()).isEqualTo(Outcome.HELD);
        assertThat(desk.compare(0.314158).outcome()).isEqualTo(Outcome.REGRESSED);
    }

    @Test
    void should_refuse_a_score_that_is_no_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoldenDesk.picture(1, Double.NaN))
                .withMessage("score [NaN] must be a cosine, from -1 to 1");
    }

    @Test
    void should_name_the_modes_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk().with("clipunit.golden.mode", "record").compare(0.3))
                .withMessage("clipunit.golden.mode = [record] (configuration parameter) cannot be read: choose one of:"
                        + " interactive, readonly, update, update=all");
    }

    @Test
    void should_rewrite_what_regressed_in_update_mode_and_tell_both_scores() {
        desk().compare(0.3);
        GoldenDesk desk = desk().mode(GoldenMode.UPDATE);

        assertThat(desk.compare(0.295).outcome()).isEqualTo(Outcome.HELD);
        assertThat(desk.console()).isEmpty();
        assertThat(desk.golden("paintsTheFox.json")).content().contains("0.300000");
        assertThat(desk.compare(0.2).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(desk.console())
                .containsExactly("clipunit rewrote golden [" + FILE
                        + "]: score 0.200000 for \"a red fox\", was 0.300000; review it and commit it");
        assertThat(desk().compare(0.2).outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void should_rewrite_what_holds_only_if_all_are_wanted() {
        desk().compare(0.3);
        GoldenDesk desk = desk().mode(GoldenMode.UPDATE_ALL);

        assertThat(desk.compare(0.3).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(desk.console()).isEmpty();
        assertThat(desk.compare(0.35).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(desk.console())
                .containsExactly("clipunit rewrote golden [" + FILE
                        + "]: score 0.350000 for \"a red fox\", was 0.300000; review it and commit it");
    }

    @Test
    void should_leave_goldens_of_tests_that_fail_otherwise() {
        GoldenDesk recording = desk().failing();
        assertThat(recording.compare(0.1).outcome()).isEqualTo(Outcome.RECORDED);
        assertThat(recording.console())
                .containsExactly("clipunit did not record golden [" + FILE + "], because its test failed");
        assertThat(recording.golden("paintsTheFox.json")).doesNotExist();
        desk().compare(0.3);

        GoldenDesk updating = desk().mode(GoldenMode.UPDATE).failing();
        assertThat(updating.compare(0.2).outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(updating.console())
                .containsExactly("clipunit did not update golden [" + FILE + "], because its test failed");
        assertThat(desk().compare(0.3).outcome()).isEqualTo(Outcome.HELD);
        assertThat(updating.golden("paintsTheFox.json")).content().contains("0.300000");
    }

    @Test
    void should_rewrite_a_golden_of_another_prompt_in_update_mode() {
        desk().compare(0.3);
        GoldenDesk desk = desk().mode(GoldenMode.UPDATE);

        desk.verdict(goldens -> goldens.next().compare(GoldenDesk.MODEL, "a blue fox", GoldenDesk.picture(2, 0.4)));

        assertThat(desk.console())
                .containsExactly("clipunit rewrote golden [" + FILE
                        + "]: score 0.400000 for \"a blue fox\", was 0.300000; review it and commit it");
    }

    @Test
    void should_record_nothing_where_it_may_only_read() {
        GoldenDesk desk = desk().mode(GoldenMode.READONLY);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk.compare(0.3))
                .withMessage("golden [" + FILE
                        + "] is missing, and none is recorded where clipunit.golden.mode = [readonly]\nTo record it, "
                        + RUN.formatted(
                                " -Dclipunit.golden.mode=interactive",
                                " \"-Dclipunit.golden.mode=interactive\"",
                                "CLIPUNIT_GOLDEN_MODE=interactive ",
                                "cmd /c \"set CLIPUNIT_GOLDEN_MODE=interactive&& set CLIPUNIT_GOLDEN_ONLY="
                                        + "io.github.clipunit.golden.verdict.GoldenDesk?FoxTest/paintsTheFox.json&& "
                                        + GRADLE_ON_WINDOWS + "\""));
        assertThat(base.resolve("src")).doesNotExist();
        desk().compare(0.3);
        assertThat(desk.compare(0.295).outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void should_propose_what_a_build_server_must_not_write() throws IOException {
        Path proposed = base.resolve("target/clipunit/proposals").resolve(FILE);
        GoldenDesk server = desk().onCi();
        assertThatExceptionOfType(GoldenException.class).isThrownBy(() -> server.compare(0.2));
        String json = Files.readString(proposed);
        assertThat(proposed.resolveSibling("paintsTheFox.png")).exists();

        copyOver(base.resolve("target/clipunit/proposals"), base);

        assertThat(desk().golden("paintsTheFox.json")).hasContent(json);
        assertThat(server.compare(0.2).outcome()).isEqualTo(Outcome.HELD);
        assertThat(proposed).doesNotExist();
        assertThat(server.compare(0.1).outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(proposed).content().contains("0.100000");
    }

    private static void copyOver(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void should_number_the_goldens_of_a_test_that_compares_several_pictures() {
        desk().run(goldens -> {
            goldens.next().compare(GoldenDesk.MODEL, "a red fox", GoldenDesk.picture(1, 0.3));
            return goldens.next().compare(GoldenDesk.MODEL, "a snowman", GoldenDesk.picture(2, 0.4));
        });

        assertThat(desk().golden("paintsTheFox.json")).content().contains("a red fox");
        assertThat(desk().golden("paintsTheFox-2.json")).content().contains("a snowman");
    }

    @Test
    void should_rewrite_only_the_golden_that_the_accept_command_names() {
        desk().as(FoxTest.class, "paints", "[1] fox").compare(0.3);
        desk().as(FoxTest.class, "paints", "[2] owl").compare(0.4);

        GoldenDesk.Verdict owl = desk().as(FoxTest.class, "paints", "[2] owl").compare(0.2);

        String only = "io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paints--owl.json";
        String wild = only.replace('$', '?');
        assertThat(owl.message())
                .contains(
                        "mvn test '-Dtest=io.github.clipunit.golden.verdict.GoldenDesk$FoxTest#paints'"
                                + " -Dclipunit.golden.mode=update '-Dclipunit.golden.only=" + only + "'\n",
                        "mvn test \"-Dtest=io.github.clipunit.golden.verdict.GoldenDesk?FoxTest#paints\""
                                + " \"-Dclipunit.golden.mode=update\" \"-Dclipunit.golden.only=" + wild + "\"\n",
                        "  Gradle: CLIPUNIT_GOLDEN_MODE=update CLIPUNIT_GOLDEN_ONLY='" + only
                                + "' ./gradlew test --tests 'io.github.clipunit.golden.verdict.GoldenDesk$FoxTest.paints' --rerun\n",
                        "CLIPUNIT_GOLDEN_ONLY=" + wild + "&& gradlew");
        GoldenDesk update = desk().mode(GoldenMode.UPDATE).with("clipunit.golden.only", wild);
        assertThat(update.as(FoxTest.class, "paints", "[2] owl").compare(0.2).outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(update.as(FoxTest.class, "paints", "[1] fox").compare(0.2).outcome())
                .isEqualTo(Outcome.REGRESSED);
    }

    @Test
    void should_call_another_model_its_own_error() {
        desk().compare(0.3);
        ClipModel other = GoldenDesk.model(
                "clip", "bicubic 64", Map.of("config.json", "0b".repeat(32), "tokenizer.json", "0c".repeat(32)));

        assertThatExceptionOfType(GoldenMismatchException.class)
                .isThrownBy(() -> desk().verdict(
                                goldens -> goldens.next().compare(other, "a red fox", GoldenDesk.picture(1, 0.3))))
                .withMessage("golden [" + FILE + "] was made by another model, so its scores cannot be compared\n"
                        + "  recorded: pictogram\n"
                        + "  actual:   clip\n"
                        + "  files that differ: config.json, tokenizer.json\n"
                        + "Run with the recorded model; or move the goldens to this one with clipunit golden migrate, which"
                        + " scores the same pictures with both; or accept this result, if you checked the picture. "
                        + COMMANDS);
    }

    @Test
    void should_take_a_model_by_its_files_and_not_by_its_name() {
        desk().compare(0.3);
        ClipModel renamed = GoldenDesk.model("/models/mine", "bicubic 64", GoldenDesk.MODEL.files());

        assertThat(desk().verdict(goldens -> goldens.next().compare(renamed, "a red fox", GoldenDesk.picture(1, 0.3)))
                        .outcome())
                .isEqualTo(Outcome.HELD);
    }

    @Test
    void should_call_other_preprocessing_its_own_error() {
        desk().compare(0.3);
        ClipModel other = GoldenDesk.model("pictogram", "bilinear 64", GoldenDesk.MODEL.files());

        assertThatExceptionOfType(GoldenMismatchException.class)
                .isThrownBy(() -> desk().verdict(
                                goldens -> goldens.next().compare(other, "a red fox", GoldenDesk.picture(1, 0.3))))
                .withMessage(
                        "golden [" + FILE + "] was made with other preprocessing, so its scores cannot be compared\n"
                                + "  recorded: bicubic 64\n"
                                + "  actual:   bilinear 64\n" + COMMANDS);
    }

    @Test
    void should_call_another_prompt_its_own_error() {
        desk().compare(0.3);

        assertThatExceptionOfType(GoldenMismatchException.class)
                .isThrownBy(() -> desk().verdict(goldens ->
                        goldens.next().compare(GoldenDesk.MODEL, "a blue fox", GoldenDesk.picture(1, 0.3))))
                .withMessage("golden [" + FILE + "] was made for another prompt, so its scores cannot be compared\n"
                        + "  recorded: \"a red fox\"\n"
                        + "  actual:   \"a blue fox\"\n" + COMMANDS);
    }

    @Test
    void should_compare_first_and_mend_the_name_in_a_golden_that_was_moved_by_hand() throws IOException {
        desk().compare(0.3);
        Path golden = desk().golden("paintsTheFox.json");
        String mended = Files.readString(golden);
        String moved = mended.replace("#paintsTheFox", "#paintsTheOwl");
        Files.writeString(golden, moved);

        assertThat(desk().compare(0.1).outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(desk().onCi().compare(0.3).outcome()).isEqualTo(Outcome.HELD);
        assertThat(golden).hasContent(moved);
        GoldenDesk desk = desk();
        assertThat(desk.compare(0.295).outcome()).isEqualTo(Outcome.HELD);

        assertThat(golden).hasContent(mended);
        assertThat(desk.console())
                .containsExactly(
                        "clipunit corrected the test name in golden [" + FILE
                                + "], which was [io.github.clipunit.golden.verdict.GoldenDesk$FoxTest#paintsTheOwl]; commit it");
    }

    /** What was recorded by a test that is called otherwise now. */
    private void rename(String method) throws IOException {
        Path golden = desk().golden("paintsTheFox.json");
        Files.writeString(
                golden.resolveSibling(method + ".json"),
                Files.readString(golden).replace("#paintsTheFox", "#" + method));
        Files.delete(golden);
        Files.move(golden.resolveSibling("paintsTheFox.png"), golden.resolveSibling(method + ".png"));
    }

    private static final String FOLDER =
            "src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest";
    private static final String MOVED = "golden [" + FILE + "] is missing; [" + FOLDER
            + "/gone.json], whose test is gone, was used instead: if the test was renamed, move the golden along:\n"
            + "  git mv '" + FOLDER + "/gone.json' '" + FILE + "'\n"
            + "  git mv '" + FOLDER + "/gone.png' '" + FOLDER + "/paintsTheFox.png'";

    @Test
    void should_compare_with_the_golden_of_a_renamed_test_and_say_how_to_move_it() throws IOException {
        desk().compare(0.3);
        rename("gone");

        for (GoldenDesk desk : List.of(desk(), desk().onCi(), desk().mode(GoldenMode.UPDATE))) {
            assertThat(desk.compare(0.295).outcome()).isEqualTo(Outcome.HELD);
            assertThat(desk.console()).containsExactly("clipunit: " + MOVED);
        }
        assertThat(desk().golden("paintsTheFox.json")).doesNotExist();
    }

    @Test
    void should_not_record_a_worse_picture_than_a_renamed_test_had() throws IOException {
        desk().compare(0.3);
        rename("gone");

        GoldenDesk.Verdict worse = desk().compare(0.2);

        assertThat(worse.outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(worse.message())
                .contains("not to have regressed from golden:\n  " + FOLDER + "/gone.json\n")
                .endsWith("new picture: target/clipunit/new/" + PICTURE + "\n" + MOVED + "\n" + COMMANDS);
        assertThat(desk().golden("paintsTheFox.json")).doesNotExist();
        GoldenDesk update = desk().mode(GoldenMode.UPDATE);
        update.compare(0.2);
        assertThat(update.console())
                .containsExactly("clipunit recorded golden [" + FILE
                        + "]: score 0.200000 for \"a red fox\", was 0.300000; review it and commit it");
    }

    @Test
    void should_follow_a_class_that_was_renamed_with_its_whole_folder() throws IOException {
        desk().compare(0.3);
        Path folder = base.resolve(FOLDER);
        Path former = folder.resolveSibling("com.acme.OwlTest");
        Files.move(folder, former);
        Path golden = former.resolve("paintsTheFox.json");
        Files.writeString(golden, Files.readString(golden).replace(FoxTest.class.getName() + "#", "com.acme.OwlTest#"));
        GoldenDesk desk = desk();

        assertThat(desk.compare(0.3).outcome()).isEqualTo(Outcome.HELD);

        assertThat(desk.console())
                .singleElement()
                .asString()
                .endsWith("\n  git mv src/test/resources/golden/com.acme.OwlTest '" + FOLDER + "'");
    }

    @Test
    void should_take_no_golden_for_its_own_whose_test_is_there_or_that_is_of_another_prompt() throws IOException {
        desk().compare(0.3);
        rename("falls");
        Path other = desk().golden("falls.json");
        Files.writeString(other, Files.readString(other).replace("FoxTest#falls", "FoxTest$Snow#falls"));
        assertThat(desk().compare(0.2).outcome()).isEqualTo(Outcome.RECORDED);
        Files.delete(desk().golden("paintsTheFox.json"));
        Files.writeString(
                other,
                Files.readString(other).replace("Snow#falls", "Snow#gone").replace("a red fox", "a blue fox"));

        assertThat(desk().compare(0.2).outcome()).isEqualTo(Outcome.RECORDED);
    }

    /** A test becomes parameterized, and another of its name comes along. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "#paints; HELD",
                "#paints(int); HELD",
                "#paints(java.lang.String); RECORDED",
                "#paints [seed 1]; RECORDED",
                "#paintsToo; HELD"
            })
    void should_follow_a_method_that_changed_its_shape(String label, Outcome outcome) throws IOException {
        desk().compare(0.3);
        Path golden = desk().golden("paintsTheFox.json");
        Files.writeString(golden, Files.readString(golden).replace("#paintsTheFox", label));
        Files.move(golden, golden.resolveSibling("former.json"));

        assertThat(desk().as(FoxTest.class, "paints", "seed 2").compare(0.295).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void should_prefer_the_same_invocation_among_the_goldens_of_a_renamed_test() throws IOException {
        for (String seed : List.of("1", "2", "3")) {
            desk().as(FoxTest.class, "paints", "seed " + seed).compare(Double.parseDouble("0." + seed));
        }
        try (var files = Files.list(desk().golden("x").getParent())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".json")) {
                    Files.writeString(file, Files.readString(file).replace("#paints", "#gone"));
                }
                Files.move(file, file.resolveSibling(name.replace("paints", "gone")));
            }
        }

        assertThat(desk().as(FoxTest.class, "paints", "seed 2").compare(0.2).golden())
                .hasFileName("gone--seed-2-" + SafeName.hash("seed 2") + ".json");
        assertThat(desk().as(FoxTest.class, "paints", "seed 3").compare(0.29).outcome())
                .isEqualTo(Outcome.HELD);
        assertThat(desk().as(FoxTest.class, "paints", "seed 3").compare(0.2).outcome())
                .isEqualTo(Outcome.REGRESSED);
    }

    @Test
    void should_refuse_two_tests_whose_arguments_are_the_same() {
        desk().as(FoxTest.class, "paints", "[1] fox").compare(0.3);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk().as(FoxTest.class, "paints", "[2] fox").compare(0.3))
                .withMessage(
                        "golden [io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paints--fox] belongs to one test, but"
                                + " two tests use it\n"
                                + "  first: [class:io.github.clipunit.golden.verdict.GoldenDesk$FoxTest]/[method:paints]/[1] fox\n"
                                + "  now:   [class:io.github.clipunit.golden.verdict.GoldenDesk$FoxTest]/[method:paints]/[2] fox\n"
                                + "Give the tests different arguments or names, or share a golden with"
                                + " hasNotRegressedFrom(name)");
    }

    @Test
    void should_share_a_named_golden_among_the_tests_of_a_class() {
        desk().verdict(goldens ->
                goldens.named("The Fox").compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.3)));

        GoldenDesk.Verdict verdict = desk().as(FoxTest.class, "paints", "[1] x")
                .verdict(goldens ->
                        goldens.named("The Fox").compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(2, 0.2)));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(verdict.golden()).isEqualTo(desk().golden("named/the-fox-" + SafeName.hash("The Fox") + ".json"));
    }

    @Test
    void should_compare_the_picture_itself_with_the_golden_s() {
        GoldenDesk desk = desk();
        desk.verdict(goldens -> goldens.named("fox").compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.3)));

        GoldenDesk.Verdict same = desk.verdict(goldens -> goldens.named("fox")
                .compareLikeness(GoldenDesk.MODEL, GoldenDesk.image(1, 6, 4), Embedding.of(0.6f, 0.8f, 0.01f), 0.99));
        GoldenDesk.Verdict other = desk.verdict(goldens -> goldens.named("fox")
                .compareLikeness(GoldenDesk.MODEL, GoldenDesk.image(2, 6, 4), Embedding.of(0.8f, 0.6f, 0.01f), 0.99));

        assertThat(same.outcome()).isEqualTo(Outcome.HELD);
        assertThat(other.message()).startsWith("""

                        Expecting picture:
                          %s
                        by model:
                          pictogram
                        to resemble golden:
                          src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/named/fox.json
                        recorded picture:  sha256 %s
                        with cosine above: 0.990000
                        but was:           0.96""".formatted(
                GoldenDesk.image(2, 6, 4), GoldenDesk.image(1, 6, 4).sha256().substring(0, 8)));
    }

    @Test
    void should_complete_a_golden_that_was_recorded_for_its_picture_alone() {
        GoldenDesk desk = desk();
        desk.verdict(goldens -> goldens.named("fox")
                .compareLikeness(GoldenDesk.MODEL, GoldenDesk.image(1, 6, 4), Embedding.of(0.6f, 0.8f), 0.99));
        assertThat(desk.golden("named/fox.json")).content().doesNotContain("\"prompt\"", "\"score\"");

        assertThat(desk.verdict(goldens ->
                                goldens.named("fox").compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.3)))
                        .outcome())
                .isEqualTo(Outcome.RECORDED);
        assertThat(desk.verdict(goldens ->
                                goldens.named("fox").compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.2)))
                        .outcome())
                .isEqualTo(Outcome.REGRESSED);
    }

    @Test
    void should_keep_the_scores_when_the_likeness_of_the_same_picture_is_accepted() {
        GoldenDesk desk = desk().mode(GoldenMode.UPDATE);
        desk.verdict(goldens -> goldens.named("fox").compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.3)));

        desk.verdict(goldens -> goldens.named("fox")
                .compareLikeness(GoldenDesk.MODEL, GoldenDesk.image(1, 6, 4), Embedding.of(0.6f, 0.8f, 0.01f), 0.99));

        assertThat(desk.golden("named/fox.json")).content().contains("\"score\": 0.300000");
    }

    @Golden(tolerance = 0.2, dir = "goldens")
    static class Tolerant {
        void plain() {}

        @Golden(tolerance = 0.05)
        void strict() {}

        static class Inner {
            void plain() {}
        }
    }

    static class Heir extends Tolerant {
        void own() {}
    }

    @Test
    void should_follow_the_nearest_annotation() {
        assertThat(tolerance(Tolerant.class, "plain")).isEqualTo(0.2);
        assertThat(tolerance(Tolerant.class, "strict")).isEqualTo(0.05);
        assertThat(tolerance(Tolerant.Inner.class, "plain")).isEqualTo(0.2);
        assertThat(tolerance(Heir.class, "own")).isEqualTo(0.2);
        assertThat(tolerance(FoxTest.class, "paintsTheFox")).isEqualTo(0.3);
        assertThat(desk().as(Tolerant.class, "strict", null).compare(0.3).golden())
                .isEqualTo(base.resolve("goldens")
                        .resolve(Tolerant.class.getName())
                        .resolve("strict.json"));
    }

    private double tolerance(Class<?> type, String method) {
        GoldenDesk desk = desk().with("clipunit.golden.tolerance", "0.3").as(type, method, null);
        desk.compare(0.9);
        CheckedGolden golden = Objects.requireNonNull(desk.compare(0.1).check().golden());
        return Objects.requireNonNull(golden.tolerance());
    }

    @Test
    void should_let_an_argument_beat_annotations_and_settings() {
        GoldenDesk desk = desk().as(Tolerant.class, "strict", null);
        desk.compare(0.9);

        assertThat(desk.verdict(goldens -> goldens.withTolerance(0.6)
                                .next()
                                .compare(GoldenDesk.MODEL, "a red fox", GoldenDesk.picture(1, 0.4)))
                        .outcome())
                .isEqualTo(Outcome.HELD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.run(goldens -> goldens.withTolerance(-0.1)))
                .withMessage("golden tolerance [-0.1] must be from 0 to 2");
    }

    @Test
    void should_say_so_if_no_test_is_running() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Goldens.of(FakeScorer.of("a fox", 0.3)))
                .withMessage(
                        "goldens and cassettes belong to a test, but this code runs outside one: put @ClipTest on the"
                                + " test class or method; on a thread that a test started, pass the test method's ClipScorer"
                                + " parameter with assertThat(image).scoredBy(scorer), and open cassettes before the thread"
                                + " starts");
    }
}
