package io.github.clipunit.judge;

import io.github.clipunit.cassette.CassetteMode;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Secrets;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a run: requested once, stored with their test's goldens, and replayed.
 *
 * @hidden
 */
public final class Answers {

    private static final String KEPT = "recorded before";

    private final BuildServer server;
    private final Map<String, FutureTask<Double>> asked = new ConcurrentHashMap<>();

    /** Creates a run without answers; the environment determines whether this is a build server. */
    public Answers(Map<String, String> environment) {
        this.server = BuildServer.of(environment);
    }

    /**
     * Returns the answer of a judge, from the test's files if it is stored there.
     *
     * @param test the test that asks; without one, nothing is stored
     * @throws JudgeException if the judge throws, or returns a number that is not a probability
     * @throws GoldenException if the answer is missing or is to be recorded on a build server, is damaged, or cannot be
     *     read or written
     * @throws IllegalArgumentException if the question is blank, or the judge has no id
     */
    public static Answer ask(Optional<TestScope> test, PictureJudge judge, ClipImage picture, String question) {
        return test.flatMap(scope -> scope.parts(Answers.class).findFirst())
                .orElseGet(() -> new Answers(System.getenv()))
                .answer(test, new Question(judge, picture, question));
    }

    /**
     * Returns a judge under whose id answers can be stored.
     *
     * @throws IllegalArgumentException if it is null, or has no id
     */
    public static PictureJudge requireKnown(@Nullable PictureJudge judge) {
        return Question.requireKnown(judge);
    }

    /**
     * Returns a question that can be asked.
     *
     * @throws IllegalArgumentException if it is null or blank
     */
    public static String requireText(@Nullable String question) {
        return Question.requireText(question);
    }

    /** Returns a question in quotes, shortened to a readable length. */
    public static String shown(String question) {
        return Question.shown(question);
    }

    Answer answer(Optional<TestScope> test, Question question) {
        CassetteMode mode =
                test.map(TestScope::settings).orElseGet(Settings::ofJvm).get(PictureCassette.MODE);
        Optional<AnswerFile> file = test.map(scope -> AnswerFile.of(scope, question));
        if (file.isPresent() && mode != CassetteMode.LIVE) {
            return kept(mode, file.get(), question);
        }
        if (mode != CassetteMode.LIVE) { // on threads that a test starts, the test is unknown
            requireNoServer(
                    mode,
                    question
                            + " belongs to no test that could store the answer (on a thread that a test starts, pass"
                            + " its ClipScorer parameter to assertThat(image).scoredBy(scorer))");
        }
        double yes = once(question);
        file.ifPresent(missing -> missing.propose(yes));
        return question.answered(yes, "asked now, and not recorded");
    }

    /** Returns the stored answer, or records it, by one thread of one process at a time. */
    private Answer kept(CassetteMode mode, AnswerFile file, Question question) {
        OptionalDouble kept = mode == CassetteMode.REPLAY ? file.find() : OptionalDouble.empty();
        if (kept.isEmpty()) {
            requireNoServer(mode, question + " has no answer in [" + file.shown() + "]");
        }
        return kept.isPresent()
                ? question.answered(kept.getAsDouble(), KEPT)
                : file.locked(() -> {
                    OptionalDouble faster = mode == CassetteMode.REPLAY ? file.find() : OptionalDouble.empty();
                    return faster.isPresent()
                            ? question.answered(faster.getAsDouble(), KEPT)
                            : question.answered(file.write(once(question)), "asked now, and recorded");
                });
    }

    private void requireNoServer(CassetteMode mode, String lack) {
        if (server.isHere()) {
            throw new GoldenException((mode == CassetteMode.RECORD
                            ? PictureCassette.MODE.name() + " = [record] is refused where "
                            : lack + ", and the judge is not asked where ")
                    + server
                    + ", because nobody reviews what a build server records: run the test on your machine and commit"
                    + " the file, or set " + PictureCassette.MODE.name() + " = live to ask the judge; if the picture"
                    + " differs in each run, replay it with PictureCassette");
        }
    }

    /** Asks once; concurrent requests for the same answer wait for it, and a failed one is repeated. */
    private double once(Question question) {
        FutureTask<Double> own = new FutureTask<>(() -> ask(question));
        FutureTask<Double> faster = asked.putIfAbsent(question.hash(), own);
        FutureTask<Double> task = faster == null ? own : faster;
        if (faster == null) {
            own.run();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            asked.remove(question.hash(), task);
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw question.unanswered("its thread was interrupted", e);
        }
    }

    private static double ask(Question question) {
        try {
            double yes = question.judge().yes(question.picture(), question.text());
            if (yes >= 0 && yes <= 1) {
                return SixDigits.round(yes);
            }
            throw new JudgeException("[" + yes + "] is not a probability of yes, which must be in [0, 1]", null);
        } catch (JudgeException e) {
            throw question.unanswered(Secrets.without(String.valueOf(e.getMessage())), e);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw question.unanswered(VisibleText.onOneLine(Secrets.without(e.toString())), e);
        }
    }
}
