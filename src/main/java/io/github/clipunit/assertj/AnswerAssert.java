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
 * Assertions about a judge's answer to a question about a picture. Every check throws
 * {@link io.github.clipunit.judge.JudgeException} if the judge fails or answers with a number that is not a
 * probability, and {@link io.github.clipunit.golden.GoldenException} if the answer is missing on a build server or its
 * file is damaged.
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

    /** Verifies that the probability of yes is above a threshold in [0, 1]. Above 0.5, yes is more probable than no. */
    public AnswerAssert withYesAbove(double threshold) {
        return require(Relation.ABOVE, threshold);
    }

    /**
     * Verifies that the probability of yes is at least a threshold in [0, 1]. A threshold of 0.8 means four yes answers
     * out of five.
     */
    public AnswerAssert withYesAtLeast(double threshold) {
        return require(Relation.AT_LEAST, threshold);
    }

    /** Verifies that the probability of yes is below a threshold in [0, 1]. Below 0.5, the answer is no. */
    public AnswerAssert withYesBelow(double threshold) {
        return require(Relation.BELOW, threshold);
    }

    /**
     * Verifies that the answer is the same as in the test's golden: yes (above 0.5) or no. The golden is a file like
     * those of {@link PromptMatchAssert#hasNotRegressed()}. It is bound to the judge's id and accepted by the same
     * commands.
     *
     * @throws AssertionError if the answer changed; the message contains the command that accepts the new one
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or belongs
     *     to another judge or question
     */
    public AnswerAssert hasNotRegressed() {
        return requireGolden(goldens().next());
    }

    /**
     * Works like {@link #hasNotRegressed()} but compares with a named golden of the test class. The name must not be
     * blank.
     */
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

    /** Asks the judge once, however many checks follow. */
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
