package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.verdict.AskedGolden;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.judge.Answer;
import io.github.clipunit.judge.Answers;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.run.TestScope;
import org.jspecify.annotations.Nullable;

/**
 * Checks of a judge's answer to a question about a picture. Each throws {@link io.github.clipunit.judge.JudgeException} if the
 * judge throws, or answers what is no probability, and {@link io.github.clipunit.golden.GoldenException} if the answer is missing
 * on a build server, or its file is damaged.
 */
public class AnswerAssert extends ClipAbstractAssert<AnswerAssert, ClipImage> {

    private final String question;
    private final PictureJudge judge;
    private final TestScope.Step step;
    private @Nullable Answer answer;

    /** Used by {@link ImageAssert#answers}. */
    AnswerAssert(ClipImage actual, String question, PictureJudge judge, TestScope.Step step) {
        super(actual, AnswerAssert.class);
        this.question = question;
        this.judge = judge;
        this.step = step;
    }

    /** Verifies that the probability of yes is above a threshold in [0, 1]; above 0.5 yes is more probable than no. */
    public AnswerAssert withYesAbove(double threshold) {
        return require(Relation.ABOVE, threshold);
    }

    /** Verifies that the probability of yes is a threshold in [0, 1] or above it: of five answers four, at 0.8. */
    public AnswerAssert withYesAtLeast(double threshold) {
        return require(Relation.AT_LEAST, threshold);
    }

    /** Verifies that the probability of yes is below a threshold in [0, 1]: that the answer is no. */
    public AnswerAssert withYesBelow(double threshold) {
        return require(Relation.BELOW, threshold);
    }

    /**
     * Verifies that the answer is not another one than the test's golden has: yes, above 0.5, or no. The golden is a file as those
     * of {@link PromptMatchAssert#hasNotRegressed()} are, bound to the judge's id, and is accepted by the same commands.
     *
     * @throws AssertionError if yes became no, or no yes; the message holds the command that accepts it
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or of another
     *     judge or question
     */
    public AnswerAssert hasNotRegressed() {
        return requireGolden(goldens().next());
    }

    /** As {@link #hasNotRegressed()}, against a golden of the test's class that has a name, which is not blank. */
    public AnswerAssert hasNotRegressedFrom(String name) {
        Demands.requireText("name", name);
        return requireGolden(goldens().named(name));
    }

    private Goldens goldens() {
        return Goldens.of(Goldens.require(test()));
    }

    private AnswerAssert requireGolden(AskedGolden golden) {
        return settle(golden.compareAnswer(judge.id(), question, actual, answer().yes(), answer().origin()));
    }

    private AnswerAssert require(Relation relation, double threshold) {
        Thresholds.probability("yes threshold", threshold);
        Answer found = answer();
        Measurement yes = Measurement.of("yes", found.yes(), relation, threshold);
        return settle(
                Check.of(yes, actual)
                        .named("answer with " + yes)
                        .prompt(question)
                        .fact("judge", judge.id())
                        .fact("answer", found.origin()),
                () -> FailureText.expecting("answer to")
                        .fact(Answers.shown(question))
                        .label("about")
                        .fact(actual)
                        .label("by judge")
                        .fact(VisibleText.onOneLine(judge.id()))
                        .demand("with " + yes, yes));
    }

    /** Asked for once, however many checks follow. */
    private Answer answer() {
        step.finish();
        Answer known = answer;
        if (known == null) {
            known = Answers.ask(test(), judge, actual, question);
            answer = known;
        }
        return known;
    }
}
