package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.judge.JudgeException;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedPictureTest {

    private static final ClipImage THREE = GoldenDesk.image(3, 8, 6);
    private static final ClipImage FOUR = GoldenDesk.image(4, 8, 6);
    private static final String QUESTION = "Are there exactly three foxes?";
    private static final ClipScorer SCORER = ClipScorer.of("fox-1", (image, prompt) -> 0.3);

    @TempDir
    Path base;

    private final Map<String, String> settings = new HashMap<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    private final PictureJudge judge = PictureJudge.named("seer-1", (picture, question) -> {
        asked.add(question);
        return question.contains("snow") ? 0.12 : picture.equals(THREE) ? 0.97 : 0.08;
    });

    @BeforeEach
    void clear() throws Exception {
        Files.writeString(base.resolve("pom.xml"), "<project/>");
    }

    /** Stands for a user's. */
    static class FoxTest {
        void paintsTheFox() {}
    }

    private Throwable play(ThrowingCallable test) {
        Settings own = Settings.of(settings).in(new Project(base));
        try (TestScope scope =
                TestScope.open(SCORER, own, GoldenDesk.test(FoxTest.class, "paintsTheFox", null), checks::add)) {
            Throwable thrown = catchThrowableOfType(Throwable.class, test);
            scope.end(thrown == null);
            return thrown;
        }
    }

    private void passes(ThrowingCallable test) {
        assertThat(play(test)).isNull();
    }

    private Check last() {
        return checks.get(checks.size() - 1);
    }

    @Test
    void should_check_the_probability_of_yes() {
        passes(() -> assertThat(THREE)
                .judgedBy(judge)
                .answers(QUESTION)
                .withYesAbove(0.5)
                .withYesAtLeast(0.97)
                .withYesBelow(0.98));
        assertThat(asked).containsExactly(QUESTION);
        assertThat(checks)
                .extracting(Check::name)
                .containsExactly("answer with yes above", "answer with yes at least", "answer with yes below");
        assertThat(last().prompt()).isEqualTo(QUESTION);
        assertThat(last().images()).containsExactly(THREE);
        assertThat(last().facts())
                .containsExactly(new NamedText("judge", "seer-1"), new NamedText("answer", "asked now, and recorded"));
        assertThat(play(() ->
                        assertThat(THREE).judgedBy(judge).answers(QUESTION).withYesAbove(0.97)))
                .isInstanceOf(AssertionError.class);
        assertThat(last().facts()).contains(new NamedText("answer", "recorded before"));
    }

    @Test
    void should_tell_question_picture_and_judge_where_it_fails() {
        assertThat(play(() -> assertThat(FOUR).judgedBy(judge).answers(QUESTION).withYesAbove(0.5)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting answer to:
                          "Are there exactly three foxes?"
                        about:
                          %s
                        by judge:
                          seer-1
                        with yes above: 0.5000
                        but was:        0.0800 (0.4200 too low)""".formatted(FOUR));
        assertThat(last().passed()).isFalse();
        assertThat(play(() ->
                        assertThat(THREE).judgedBy(judge).answers(QUESTION).withYesBelow(0.5)))
                .hasMessageEndingWith("\nwith yes below: 0.5000\nbut was:        0.9700 (0.4700 too high)");
        assertThat(play(() ->
                        assertThat(THREE).judgedBy(judge).answers(QUESTION).withYesAbove(0.97)))
                .hasMessageEndingWith("\nwith yes above: 0.9700\nbut was:        0.9700 (exactly the threshold)");
    }

    @Test
    void should_ask_all_of_a_checklist_and_tell_each_answer() {
        passes(() -> assertThat(THREE).judgedBy(judge).meetsAll(QUESTION, "Is there a fox?"));
        assertThat(last().facts())
                .containsExactly(
                        new NamedText("judge", "seer-1"),
                        new NamedText("answer to \"Are there exactly three foxes?\"", "asked now, and recorded"),
                        new NamedText("answer to \"Is there a fox?\"", "asked now, and recorded"));
        asked.clear();

        assertThat(play(() -> assertThat(FOUR).judgedBy(judge).meetsAll("Is there snow?", QUESTION)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting picture:
                          %s
                        to meet all of:
                          0.1200  "Is there snow?"  (not met)
                          0.0800  "Are there exactly three foxes?"  (not met)
                        by judge:
                          seer-1
                        with each yes above: 0.5000
                        but was:             0.0800 (0.4200 too low)""".formatted(FOUR));
        assertThat(asked).containsExactly("Is there snow?", QUESTION);
        assertThat(last().figures())
                .extracting(NamedNumber::fullName, NamedNumber::value)
                .containsExactly(
                        tuple("yes of \"Is there snow?\"", 0.12),
                        tuple("yes of \"Are there exactly three foxes?\"", 0.08));

        passes(() -> assertThat(THREE).judgedBy(judge).meetsAll(0.1, "Is there snow?", QUESTION));
        assertThat(play(() -> assertThat(THREE).judgedBy(judge).meetsAll(0.97, "Is there a fox?")))
                .hasMessageContaining("  0.9700  \"Is there a fox?\"  (not met)\n")
                .hasMessageEndingWith("0.9700 (exactly the threshold)");
    }

    @Test
    void should_refuse_questions_and_thresholds_that_make_no_sense() {
        ImageAssert start = assertThat(THREE).judgedBy(judge);
        assertThatIllegalArgumentException()
                .isThrownBy(start::meetsAll)
                .withMessage("questions [] must be at least one and all different");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.meetsAll(QUESTION, QUESTION))
                .withMessage("questions [" + QUESTION + ", " + QUESTION + "] must be at least one and all different");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.meetsAll(50, QUESTION))
                .withMessage("yes threshold [50.0] must be in [0, 1]; 50 % is 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.answers(QUESTION).withYesAbove(-1))
                .withMessage("yes threshold [-1.0] must be in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.answers(" ").withYesAbove(0.5))
                .withMessage("question [ ] must not be blank: nobody can answer it");
        assertThat(asked).isEmpty();
    }

    @Test
    void should_fail_for_no_picture_and_without_a_judge() {
        ImageAssert none = assertThat((ClipImage) null).judgedBy(judge);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> none.answers(QUESTION).withYesAbove(0.5))
                .withMessage("\nExpecting actual not to be null");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> none.meetsAll(QUESTION));
        assertThatIllegalStateException()
                .isThrownBy(() -> assertThat(THREE).meetsAll(QUESTION))
                .withMessage("no judge is set: name one with assertThat(image).judgedBy(judge), or register one for"
                        + " the class, in a field: @RegisterExtension static final ClipExtension clip ="
                        + " ClipExtension.judgedBy(judge)");
    }

    @Test
    void should_keep_the_description() {
        assertThat(play(() -> assertThat(FOUR)
                        .as("the hero")
                        .judgedBy(judge)
                        .answers(QUESTION)
                        .withYesAbove(0.5)))
                .hasMessageStartingWith("[the hero] \nExpecting answer to:");
    }

    @Test
    void should_pass_on_what_a_judge_throws() {
        assertThat(play(() -> assertThat(THREE)
                        .judgedBy(PictureJudge.named("seer-1", (picture, question) -> Double.NaN))
                        .answers(QUESTION)
                        .withYesAbove(0.5)))
                .isInstanceOf(JudgeException.class)
                .hasMessage("question \"Are there exactly three foxes?\" to judge [seer-1] about " + THREE
                        + " was not answered: [NaN] is not a probability of yes, which must be in [0, 1]");
        assertThat(checks).isEmpty();
    }

    private Path golden() {
        return base.resolve("src/test/resources/golden/" + FoxTest.class.getName() + "/paintsTheFox.json");
    }

    private void asksForGolden(ClipImage picture, PictureJudge by) {
        assertThat(picture).judgedBy(by).answers(QUESTION).hasNotRegressed();
    }

    @Test
    void should_compare_with_a_golden_answer() throws Exception {
        passes(() -> asksForGolden(THREE, judge));
        assertThat(golden())
                .content()
                .contains("\"id\": \"seer-1\"", "\"prompt\": \"" + QUESTION, "\"score\": 0.970000");
        assertThat(golden().resolveSibling("paintsTheFox.png")).exists();
        assertThat(last().name()).isEqualTo("answer has not regressed");
        passes(() -> asksForGolden(THREE, judge));

        assertThat(play(() -> asksForGolden(FOUR, judge)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting answer to:
                          "Are there exactly three foxes?"
                        about:
                          %s
                        by judge:
                          seer-1
                        not to have regressed from golden:
                          src/test/resources/golden/%s/paintsTheFox.json
                        recorded: yes (0.970000)
                        but was:  no (0.080000)
                        new picture: target/clipunit/new/%2$s/paintsTheFox.png
                        To accept the new result, run this on your machine, review the diff and commit it:
                          Maven:  mvn test '-Dtest=%2$s#paintsTheFox' -Dclipunit.golden.mode=update
                                  on Windows: mvn test "-Dtest=%3$s#paintsTheFox" "-Dclipunit.golden.mode=update"
                        or copy the files in [target/clipunit/proposals] over the root of the repository to accept the pictures of this run""".formatted(
                        FOUR, FoxTest.class.getName(), FoxTest.class.getName().replace('$', '?')));
        assertThat(last().figures()).containsExactly(new NamedNumber("recorded yes", 0.97));

        settings.put("clipunit.golden.mode", "update");
        passes(() -> asksForGolden(FOUR, judge));
        settings.clear();
        passes(() -> asksForGolden(FOUR, judge));
        assertThat(play(() -> asksForGolden(THREE, judge)))
                .as("no that became yes")
                .hasMessageContaining("\nrecorded: no (0.080000)\nbut was:  yes (0.970000)\n");
    }

    @Test
    void should_not_blame_a_judge_for_a_yes_that_is_less_sure() {
        PictureJudge counted = PictureJudge.named("seer-1", (picture, question) -> picture.equals(THREE) ? 1 : 0.51);
        passes(() -> asksForGolden(THREE, counted));
        passes(() -> asksForGolden(FOUR, counted));
        PictureJudge half = PictureJudge.named("seer-1", (picture, question) -> 0.5);
        ClipImage other = GoldenDesk.image(5, 8, 6);
        assertThat(play(() -> asksForGolden(other, half))).hasMessageContaining("but was:  no (0.500000)");
    }

    @Test
    void should_refuse_the_golden_of_another_judge_question_or_model() {
        passes(() -> asksForGolden(THREE, judge));
        assertThat(play(() -> asksForGolden(THREE, PictureJudge.named("seer-2", judge))))
                .isInstanceOf(GoldenMismatchException.class)
                .hasMessageStartingWith("golden [src/test/resources/golden/" + FoxTest.class.getName()
                        + "/paintsTheFox.json] was made by another model, so its scores cannot be compared\n"
                        + "  recorded: seer-1\n  actual:   seer-2\n");
        assertThat(play(() -> assertThat(THREE)
                        .judgedBy(judge)
                        .answers("Is there snow?")
                        .hasNotRegressed()))
                .isInstanceOf(GoldenMismatchException.class)
                .hasMessageContaining("was made for another prompt");
        assertThat(play(() -> assertThat(THREE)
                        .scoredBy(ClipScorer.of("seer-1", (image, prompt) -> 1))
                        .matchesPrompt(QUESTION)
                        .hasNotRegressed()))
                .isInstanceOf(GoldenException.class);
    }

    @Test
    void should_have_goldens_by_name() {
        passes(() -> assertThat(THREE).judgedBy(judge).answers(QUESTION).hasNotRegressedFrom("three"));
        assertThat(golden().resolveSibling("named").resolve("three.json")).exists();
        assertThat(play(() -> assertThat(FOUR).judgedBy(judge).answers(QUESTION).hasNotRegressedFrom("three")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void should_propose_the_answer_with_a_golden_that_a_live_run_does_not_meet() throws Exception {
        passes(() -> asksForGolden(THREE, judge));
        settings.put("clipunit.cassette.mode", "live");
        play(() -> asksForGolden(FOUR, judge));
        try (var files = Files.walk(base.resolve("target/clipunit/proposals"))) {
            assertThat(files.map(Path::toString).filter(file -> file.contains("/answers/are-there-")))
                    .hasSize(1);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // as code that is not checked may call it
    void should_refuse_at_once_what_nobody_could_answer() {
        ImageAssert judged = assertThat(THREE).judgedBy(PictureJudge.named("a judge", (picture, question) -> 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(THREE).judgedBy(null))
                .withMessage("a judge must not be null: nobody would answer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judged.answers(null))
                .withMessage("question [null] must not be blank: nobody can answer it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judged.meetsAll("Is it red?", null))
                .withMessage("question [null] must not be blank: nobody can answer it");
    }
}
