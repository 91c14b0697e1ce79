package io.github.clipunit.judge;

import io.github.clipunit.cassette.CassetteMode;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.LivePictures;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.judge.Answer.Origin;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The answers of a run: asked for once, kept with their test's goldens, and played back.
 *
 * @hidden
 */
public final class Answers {

    private final BuildServer server;
    private final Map<Key, FutureTask<Double>> asked = new ConcurrentHashMap<>();

    /**
     * No answers yet.
     *
     * @param environment tells whether this is a build server
     */
    public Answers(Map<String, String> environment) {
        this.server = BuildServer.of(environment);
    }

    /**
     * What an answer belongs to.
     *
     * @param picture its {@link ClipImage#sha256()}
     */
    record Key(String judge, String question, String picture) {}

    /**
     * The answer of a judge, from the test's files where it is kept there.
     *
     * @param test the test that asks; where there is none, nothing is kept
     * @throws JudgeException if the judge throws, or answers what is no probability
     * @throws GoldenException if the answer is missing or is to be recorded on a build server, is damaged, or cannot be read or
     *     written
     * @throws IllegalArgumentException if the question is blank, or the judge has no id
     */
    public static Answer ask(Optional<TestScope> test, PictureJudge judge, ClipImage picture, String question) {
        Answers answers = test.map(scope -> scope.parts(Answers.class)
                        .findFirst()
                        .orElseGet(() -> scope.part(Answers.class, () -> new Answers(System.getenv()))))
                .orElseGet(() -> new Answers(System.getenv()));
        return answers.answer(test, judge, picture, question);
    }

    Answer answer(Optional<TestScope> test, PictureJudge judge, ClipImage picture, String question) {
        if (question.isBlank()) {
            throw new IllegalArgumentException(
                    "question [" + VisibleText.onOneLine(question) + "] must not be blank: nobody can answer it");
        }
        Key key = new Key(requireId(judge), question, picture.sha256());
        Settings settings = test.map(TestScope::settings).orElseGet(Settings::ofJvm);
        CassetteMode mode = settings.get(PictureCassette.MODE);
        if (test.isEmpty()) {
            return unkept(key, judge, picture, mode);
        }
        AnswerFile file = AnswerFile.of(test.get(), key);
        if (mode == CassetteMode.LIVE) {
            double yes = once(key, judge, picture);
            test.get()
                    .part(LivePictures.class, LivePictures::new)
                    .add(file.path(), proposals -> proposals.leave(file.path(), file.json(yes)));
            return new Answer(key.judge(), question, yes, Origin.LIVE);
        }
        OptionalDouble kept = mode == CassetteMode.REPLAY ? file.find() : OptionalDouble.empty();
        if (kept.isPresent()) {
            return new Answer(key.judge(), question, kept.getAsDouble(), Origin.KEPT);
        }
        requireNoServer(mode, asked(key.judge(), picture, question) + " has no answer in [" + file.shown() + "]");
        return record(file, mode, judge, picture);
    }

    private static String requireId(PictureJudge judge) {
        if (judge.id().isBlank()) {
            throw new IllegalArgumentException(
                    "a judge must have an id, under which its answers are kept: name it with"
                            + " PictureJudge.named(\"gpt-4o-mini, 2026-11\", judge), an id that changes whenever its answers may");
        }
        return judge.id();
    }

    /** Threads of a test's own making do not tell their test; what they ask would be paid for in every run. */
    private Answer unkept(Key key, PictureJudge judge, ClipImage picture, CassetteMode mode) {
        if (mode != CassetteMode.LIVE) {
            requireNoServer(
                    mode,
                    asked(key.judge(), picture, key.question())
                            + " belongs to no test, which could have its answer (on a thread of a test's own, name the test"
                            + " method's ClipScorer parameter with assertThat(image).scoredBy(scorer))");
        }
        return new Answer(key.judge(), key.question(), once(key, judge, picture), Origin.LIVE);
    }

    private void requireNoServer(CassetteMode mode, String lack) {
        if (server.isHere()) {
            throw new GoldenException((mode == CassetteMode.RECORD
                            ? PictureCassette.MODE.name() + " = [record] is refused where "
                            : lack + ", and nobody is asked where ")
                    + server
                    + ", because nobody reviews what a build server records: run the test on your machine and commit"
                    + " the file, or set " + PictureCassette.MODE.name() + " = live to ask the judge; if the picture is"
                    + " another one in each run, replay it with PictureCassette");
        }
    }

    /** By one thread of one process at a time. */
    private Answer record(AnswerFile file, CassetteMode mode, PictureJudge judge, ClipImage picture) {
        Key key = file.key();
        try {
            return file.lock().hold(() -> {
                OptionalDouble faster = mode == CassetteMode.REPLAY ? file.find() : OptionalDouble.empty();
                if (faster.isPresent()) {
                    return new Answer(key.judge(), key.question(), faster.getAsDouble(), Origin.KEPT);
                }
                double yes = once(key, judge, picture);
                file.write(yes);
                return new Answer(key.judge(), key.question(), yes, Origin.RECORDED);
            });
        } catch (LockFile.RefusedException e) {
            throw new GoldenException("answer [" + file.shown() + "] cannot be recorded: " + e.getMessage(), e);
        }
    }

    /** Whoever asks for the same meanwhile waits; what failed is asked for again. */
    private double once(Key key, PictureJudge judge, ClipImage picture) {
        FutureTask<Double> own = new FutureTask<>(() -> ask(key, judge, picture));
        FutureTask<Double> faster = asked.putIfAbsent(key, own);
        FutureTask<Double> task = faster == null ? own : faster;
        if (faster == null) {
            own.run();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            asked.remove(key, task);
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw interrupted(key, picture, e);
        }
    }

    private static double ask(Key key, PictureJudge judge, ClipImage picture) {
        double yes;
        try {
            yes = judge.yes(picture, key.question());
        } catch (JudgeException e) {
            throw e;
        } catch (InterruptedException e) {
            throw interrupted(key, picture, e);
        } catch (Exception e) {
            throw new JudgeException(
                    asked(key.judge(), picture, key.question()) + " was not answered: "
                            + VisibleText.onOneLine(e.toString()),
                    e);
        }
        if (!(yes >= 0 && yes <= 1)) {
            throw new JudgeException(
                    asked(key.judge(), picture, key.question()) + " was answered [" + yes
                            + "], which is no probability of yes: it must be in [0, 1]",
                    null);
        }
        return SixDigits.round(yes);
    }

    private static JudgeException interrupted(Key key, ClipImage picture, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new JudgeException(
                asked(key.judge(), picture, key.question()) + " was not answered: the thread was interrupted", cause);
    }

    /** The start of what is said of a question. */
    static String asked(String judge, ClipImage picture, String question) {
        return "question " + VisibleText.quoted(question) + " to judge [" + VisibleText.onOneLine(judge) + "] about "
                + picture;
    }
}
