package io.github.clipunit.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final ClipImage FOXES = GoldenDesk.image(1, 8, 6);
    private static final ClipImage OTHERS = GoldenDesk.image(2, 8, 6);
    private static final String QUESTION = "Are there exactly three foxes?";
    private static final String FOLDER = "src/test/resources/golden/" + FoxTest.class.getName() + "/answers/";
    private static final Map<String, String> CI = Map.of("CI", "true");
    private static final String ASKED =
            "question \"Are there exactly three foxes?\" to judge [seer-1] about " + FOXES + " ";
    private static final String WAY =
            ", because nobody reviews what a build server records: run the test on your machine and"
                    + " commit the file, or set clipunit.cassette.mode = live to ask the judge; if the picture"
                    + " differs in each run, replay it with PictureCassette";

    @TempDir
    Path base;

    private final AtomicInteger calls = new AtomicInteger();

    /** Never says the same twice. */
    private final PictureJudge judge =
            PictureJudge.named("seer-1", (picture, question) -> 1 - calls.incrementAndGet() / 10.0);

    /** The test that is played. */
    static class FoxTest {
        void paintsTheFox() {}
    }

    /** Another test class of the run. */
    static class OwlTest {
        void paintsTheOwl() {}
    }

    private static final class Run {
        private final Path base;
        private final Answers answers;
        private final String mode;

        Run(Path base, String mode, Map<String, String> environment) {
            this.base = base;
            this.answers = new Answers(environment);
            this.mode = mode;
        }

        Answer ask(PictureJudge judge, ClipImage picture, String question) {
            return ask(FoxTest.class, "paintsTheFox", judge, picture, question);
        }

        Answer ask(Class<?> type, String method, PictureJudge judge, ClipImage picture, String question) {
            Settings settings =
                    Settings.of(Map.of("clipunit.cassette.mode", mode)).in(new Project(base));
            try (TestScope scope =
                    TestScope.open(GoldenDesk.NO_SCORER, settings, GoldenDesk.test(type, method, null), check -> {})) {
                scope.part(Answers.class, () -> answers);
                return Answers.ask(Optional.of(scope), judge, picture, question);
            }
        }
    }

    private Run run() {
        return new Run(base, "replay", Map.of());
    }

    private Run run(String mode) {
        return new Run(base, mode, Map.of());
    }

    private Run onCi(String mode) {
        return new Run(base, mode, CI);
    }

    private List<Path> files() throws IOException {
        Path folder = base.resolve(FOLDER);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private Path file() throws IOException {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    @Test
    void should_ask_once_and_play_back_afterwards_also_on_a_build_server() throws IOException {
        assertThat(run().ask(judge, FOXES, QUESTION)).isEqualTo(new Answer(QUESTION, 0.9, "asked now, and recorded"));
        assertThat(run().ask(judge, FOXES, QUESTION)).isEqualTo(new Answer(QUESTION, 0.9, "recorded before"));
        assertThat(onCi("replay").ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.9);
        assertThat(calls).hasValue(1);
        assertThat(file().getFileName().toString())
                .matches("are-there-exactly-three-foxes-[0-9a-f]{8}--[0-9a-f]{12}\\.json");
        assertThat(file()).hasContent("""
                {
                  "format": 1,
                  "question": "Are there exactly three foxes?",
                  "judge": "seer-1",
                  "picture": "%s",
                  "yes": 0.900000
                }
                """.formatted(FOXES.sha256()));
    }

    @Test
    void should_ask_again_about_another_picture_question_or_by_another_judge() throws IOException {
        PictureJudge other = PictureJudge.named("seer-2", judge);
        for (int run = 1; run <= 2; run++) {
            assertThat(run().ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.9);
            assertThat(run().ask(judge, OTHERS, QUESTION).yes()).isEqualTo(0.8);
            assertThat(run().ask(judge, FOXES, "Is there snow?").yes()).isEqualTo(0.7);
            assertThat(run().ask(other, FOXES, QUESTION).yes()).isEqualTo(0.6);
        }
        assertThat(files()).hasSize(4);
    }

    @Test
    void should_use_an_answer_of_the_run_for_all_classes_and_keep_it_with_each() throws IOException {
        Run run = run();
        run.ask(judge, FOXES, QUESTION);
        assertThat(run.ask(OwlTest.class, "paintsTheOwl", judge, FOXES, QUESTION)
                        .yes())
                .isEqualTo(0.9);
        assertThat(calls).hasValue(1);
        assertThat(base.resolve(FOLDER.replace("FoxTest", "OwlTest")).resolve(file().getFileName()))
                .hasSameTextualContentAs(file());
    }

    @Test
    void should_keep_six_digits_in_the_run_that_records_too() {
        PictureJudge precise = PictureJudge.named("seer-1", (picture, question) -> 1 / 3.0);
        assertThat(run().ask(precise, FOXES, QUESTION).yes()).isEqualTo(0.333333);
        assertThat(run().ask(precise, FOXES, QUESTION).yes()).isEqualTo(0.333333);
    }

    @Test
    void should_ask_nobody_on_a_build_server() throws IOException {
        run().ask(judge, FOXES, QUESTION);
        String path = FOLDER + file().getFileName();
        Files.delete(file());
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> onCi("replay").ask(judge, FOXES, QUESTION))
                .withMessage(
                        ASKED + "has no answer in [" + path + "], and the judge is not asked where CI = [true]" + WAY);
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> onCi("record").ask(judge, FOXES, QUESTION))
                .withMessage("clipunit.cassette.mode = [record] is refused where CI = [true]" + WAY);
        assertThat(calls).hasValue(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void should_record_anew_once_a_run_in_record_mode() throws IOException {
        run().ask(judge, FOXES, QUESTION);
        Run anew = run("record");
        assertThat(anew.ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.8);
        assertThat(anew.ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.8);
        assertThat(calls).hasValue(2);
        assertThat(file()).content().contains("\"yes\": 0.800000\n");
    }

    @Test
    void should_ask_once_a_run_and_keep_nothing_in_live_mode() throws IOException {
        run().ask(judge, FOXES, QUESTION);
        Run live = onCi("live");
        assertThat(live.ask(judge, FOXES, QUESTION))
                .isEqualTo(new Answer(QUESTION, 0.8, "asked now, and not recorded"));
        assertThat(live.ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.8);
        assertThat(onCi("live").ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.7);
        assertThat(file()).content().contains("\"yes\": 0.900000\n");
    }

    @Test
    void should_ask_and_keep_nothing_outside_of_a_test_but_on_a_build_server() {
        assertThat(Answers.ask(Optional.empty(), judge, FOXES, QUESTION))
                .isEqualTo(new Answer(QUESTION, 0.9, "asked now, and not recorded"));
        assertThat(base).isEmptyDirectory();
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> new Answers(CI).answer(Optional.empty(), new Question(judge, FOXES, QUESTION)))
                .withMessage(ASKED
                        + "belongs to no test that could store the answer (on a thread that a test starts, pass its"
                        + " ClipScorer parameter to assertThat(image).scoredBy(scorer)), and the judge is not asked"
                        + " where CI = [true]"
                        + WAY);
    }

    @Test
    void should_refuse_a_judge_without_an_id_and_a_blank_question() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run().ask((picture, question) -> 1, FOXES, QUESTION))
                .withMessage(
                        "a judge must have an id, under which its answers are kept, but has []: name it with"
                                + " PictureJudge.named(\"gpt-4o-mini, 2026-11\", judge), an id that changes whenever its answers may");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run().ask(judge, FOXES, " \u200b\n".substring(0, 1)))
                .withMessage("question [ ] must not be blank: nobody can answer it");
        assertThat(base).isEmptyDirectory();
    }

    @Test
    @SuppressWarnings("NullAway") // as a client may that is no Java of ours
    void should_refuse_null_in_words() {
        String noId = "a judge must have an id, under which its answers are kept, but has [%s]: name it with"
                + " PictureJudge.named(\"gpt-4o-mini, 2026-11\", judge), an id that changes whenever its answers may";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureJudge.named(null, judge))
                .withMessage(noId, "null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureJudge.named(" ", judge))
                .withMessage(noId, " ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureJudge.named("seer-1", null))
                .withMessage("judge [seer-1] must not be null: nobody would answer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run().ask(null, FOXES, QUESTION))
                .withMessage("a judge must not be null: nobody would answer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run().ask(judge, FOXES, null))
                .withMessage("question [null] must not be blank: nobody can answer it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run().ask(judge, null, QUESTION))
                .withMessage("question \"Are there exactly three foxes?\" is about no picture, which is null: give the"
                        + " picture it asks about");
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void should_cut_a_long_question_in_a_failure_and_keep_it_whole() throws IOException {
        String question = "Is it \ud83e\udd8a" + "?".repeat(10_000);
        PictureJudge broken = PictureJudge.named("seer-1", (picture, text) -> {
            throw new IOException(text.length() + " characters");
        });
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() -> run().ask(broken, FOXES, question))
                .withMessage("question \"Is it \ud83e\udd8a" + "?".repeat(193) + "\"… to judge [seer-1] about " + FOXES
                        + " was not answered: java.io.IOException: 10008 characters");
        assertThat(run().ask(judge, FOXES, question).question()).isEqualTo(question);
        assertThat(file()).content().contains("\"question\": \"" + question + "\"");
    }

    @Test
    void should_judge_a_blank_picture_as_any() {
        ClipImage blank = ClipImage.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        assertThat(run().ask(judge, blank, QUESTION).yes()).isEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.01, 1.01, Double.POSITIVE_INFINITY})
    void should_refuse_what_is_no_probability(double yes) throws IOException {
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() -> run().ask(PictureJudge.named("seer-1", (picture, question) -> yes), FOXES, QUESTION))
                .withMessage(
                        ASKED + "was not answered: [" + yes + "] is not a probability of yes, which must be in [0, 1]");
        assertThat(files()).isEmpty();
    }

    @Test
    void should_name_judge_question_and_picture_where_the_judge_throws_and_ask_again() throws IOException {
        PictureJudge broken = PictureJudge.named("seer-1", (picture, question) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("quota\nexceeded at https://api.example/v1?key=12345");
            }
            return 0.5;
        });
        Run run = run();
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() -> run.ask(broken, FOXES, QUESTION))
                .withMessage(
                        ASKED + "was not answered: java.io.IOException: quota\\nexceeded at https://api.example/v1?***")
                .withCauseInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
        assertThat(run.ask(broken, FOXES, QUESTION).yes()).isEqualTo(0.5);
    }

    @Test
    void should_show_what_a_judge_said_that_is_neither_yes_nor_no() {
        PictureJudge chat = PictureJudge.ofAnswers("chat", 3, (picture, question) -> "It depends.");
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() -> run().ask(chat, FOXES, QUESTION))
                .withMessage("question \"Are there exactly three foxes?\" to judge [chat; 3 answers] about " + FOXES
                        + " was not answered: answer 1 of 3 is neither yes nor no, but \"It depends.\": make"
                        + " the judge begin with one of the two words");
    }

    @Test
    void should_leave_the_thread_interrupted_and_errors_as_they_are() {
        PictureJudge slow = PictureJudge.named("seer-1", (picture, question) -> {
            throw new InterruptedException("stop");
        });
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() -> run().ask(slow, FOXES, QUESTION))
                .withMessage(ASKED + "was not answered: java.lang.InterruptedException: stop");
        assertThat(Thread.interrupted()).isTrue();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> run().ask(
                                PictureJudge.named("seer-1", (picture, question) -> {
                                    throw new AssertionError("mine");
                                }),
                                FOXES,
                                QUESTION))
                .withMessage("mine");
    }

    @Test
    void should_ask_once_however_many_threads_of_however_many_runs_and_classes_do() throws Exception {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Run shared = run();
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                boolean isOwl = thread % 2 == 1;
                answers.add(pool.submit(() -> {
                    start.await();
                    return isOwl
                            ? shared.ask(OwlTest.class, "paintsTheOwl", judge, FOXES, QUESTION)
                            : shared.ask(judge, FOXES, QUESTION);
                }));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS).yes()).isEqualTo(0.9);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(calls).hasValue(1);
    }

    /** The answers that fork number {@code args[1]} gets in the project {@code args[0]}, or dies while it asks. */
    public static void main(String[] args) {
        boolean dies = args[1].equals("dies");
        PictureJudge judge = PictureJudge.named("seer-1", (picture, question) -> {
            if (dies) {
                Runtime.getRuntime().halt(3);
            }
            return Double.parseDouble(args[1]);
        });
        System.out.println(new Run(Path.of(args[0]), "replay", Map.of())
                .ask(judge, FOXES, QUESTION)
                .yes());
    }

    private Process fork(String argument) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnswersTest.class.getName(),
                        base.toString(),
                        argument)
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void should_record_after_a_process_that_was_killed_while_it_asked_and_agree_among_processes() throws Exception {
        assertThat(fork("dies").waitFor()).isEqualTo(3);
        assertThat(files()).isEmpty();
        List<Process> forks = List.of(fork("0.25"), fork("0.75"));
        List<String> told = new ArrayList<>();
        for (Process fork : forks) {
            told.add(new String(fork.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        assertThat(told.get(0)).isIn("0.25", "0.75").isEqualTo(told.get(1));
        assertThat(file()).content().contains("\"yes\": " + told.get(0));
    }

    @Test
    void should_refuse_a_damaged_answer() throws IOException {
        run().ask(judge, FOXES, QUESTION);
        String whole = Files.readString(file());
        String remedy = "restore it from version control, or delete it and record it again";
        Map<String, String> damages = Map.of(
                "",
                "is empty: " + remedy,
                whole.substring(0, 40),
                "cannot be read: it is not JSON: it ends too early, in line 3; " + remedy,
                whole.replace("0.900000", "1.9"),
                "cannot be read: field [yes] must be a number from 0.0 to 1.0, but is [1.9]; " + remedy,
                whole.replace("\"format\": 1", "\"format\": 2"),
                "cannot be read: field [format] must be a number from 1.0 to 1.0, but is [2]; " + remedy,
                whole.replace("seer-1", "seer-2"),
                "cannot be read: its content does not match its name; " + remedy,
                whole.replace(FOXES.sha256(), OTHERS.sha256()),
                "cannot be read: its content does not match its name; " + remedy,
                "<<<<<<< HEAD\n" + whole,
                "contains the markers of a merge conflict, the first in line 1 [<<<<<<< HEAD]: choose a side (git"
                        + " checkout --ours or --theirs), or " + remedy);
        for (Map.Entry<String, String> damage : damages.entrySet()) {
            Files.writeString(file(), damage.getKey());
            assertThatExceptionOfType(GoldenException.class)
                    .isThrownBy(() -> onCi("replay").ask(judge, FOXES, QUESTION))
                    .withMessage("answer [" + FOLDER + file().getFileName() + "] " + damage.getValue());
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void should_read_what_git_and_editors_make_of_line_ends() throws IOException {
        run().ask(judge, FOXES, QUESTION);
        Files.writeString(file(), "\uFEFF" + Files.readString(file()).replace("\n", "\r\n"));
        assertThat(run().ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.9);
    }

    @Test
    void should_say_if_an_answer_cannot_be_written() throws IOException {
        Path folder = base.resolve(FOLDER);
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "in the way");
        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> run().ask(judge, FOXES, QUESTION))
                .withMessageStartingWith("answer [" + FOLDER)
                .withMessageContaining("] cannot be written: java.nio.file.FileAlreadyExistsException");
    }

    @Test
    void should_follow_a_class_that_was_renamed() throws IOException {
        run().ask(judge, FOXES, QUESTION);
        Path mine = base.resolve(FOLDER.replace("/answers/", ""));
        Files.move(mine, mine.resolveSibling("com.acme.GoneTest"));
        assertThat(onCi("replay").ask(judge, FOXES, QUESTION).yes()).isEqualTo(0.9);
        assertThat(calls).hasValue(1);
    }

    @Test
    void should_show_hostile_text_as_it_is() throws IOException {
        String hostile = "Is it \u202e\"safe\"\u202c?\u200b";
        run().ask(judge, FOXES, hostile);
        assertThat(Files.readString(file())).contains("\"question\": \"Is it \\u202e\\\"safe\\\"\\u202c?\\u200b\"");
        assertThat(run().ask(judge, FOXES, hostile).yes()).isEqualTo(0.9);
    }
}
