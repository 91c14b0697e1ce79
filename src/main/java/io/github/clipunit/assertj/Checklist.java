package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.judge.Answer;
import io.github.clipunit.judge.Answers;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.run.TestScope;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The answers of a judge to several questions about one picture, all of which should be yes. */
final class Checklist {

    private Checklist() {}

    /**
     * Returns questions that can be asked together.
     *
     * @throws IllegalArgumentException if there is no question, or a question occurs twice
     */
    static List<String> requireQuestions(String... questions) {
        List<String> asked = List.of(questions);
        if (asked.isEmpty() || new HashSet<>(asked).size() < asked.size()) {
            throw new IllegalArgumentException("questions " + asked + " must be at least one and all different");
        }
        return asked;
    }

    /** Asks every question, whatever the first answers are. */
    static Check ask(
            Optional<TestScope> test, PictureJudge judge, ClipImage picture, double threshold, List<String> questions) {
        List<Answer> answers = questions.stream()
                .map(question -> Answers.ask(test, judge, picture, question))
                .toList();
        double least = answers.stream().mapToDouble(Answer::yes).min().orElseThrow();
        Measurement measurement = Measurement.of("least yes", least, Relation.ABOVE, threshold);
        Check.Builder check = Check.of(measurement, picture).named("meets all").fact("judge", judge.id());
        answers.forEach(answer -> check.figure("yes", answer.question(), answer.yes())
                .fact("answer to " + VisibleText.quoted(answer.question()), answer.origin()));
        return measurement.holds() ? check.passed() : check.failed(failure(judge, picture, answers, measurement));
    }

    private static String failure(PictureJudge judge, ClipImage picture, List<Answer> answers, Measurement least) {
        FailureText text = FailureText.expecting("picture").fact(picture).label("to meet all of");
        for (Answer answer : answers) {
            boolean isMet = answer.yes() > least.bound();
            text.fact(fixed(answer.yes(), least.bound()) + "  " + Answers.shown(answer.question())
                    + (isMet ? "" : "  (not met)"));
        }
        return text.label("by judge").fact(VisibleText.onOneLine(judge.id())).demand("with each yes above", least);
    }
}
