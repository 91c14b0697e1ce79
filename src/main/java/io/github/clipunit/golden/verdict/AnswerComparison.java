package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a judge's answer, yes or no, with the recorded one. The change of the probability does not count, because a
 * judge that gives few answers would then fail by chance.
 *
 * @param seen the golden for the new answer
 * @param picture the picture that the judge saw
 * @param origin the source of the answer, in words
 */
record AnswerComparison(GoldenRecord seen, ClipImage picture, String origin) implements Comparison {

    private static final double MIDDLE = 0.5;

    private static final String MESSAGE = """

            Expecting answer to:
              %s
            about:
              %s
            by judge:
              %s
            not to have regressed from golden:
              %s
            recorded: %s
            but was:  %s""";

    @Override
    public List<ClipImage> shown() {
        return List.of(picture);
    }

    @Override
    public Check.Builder check() {
        return Check.of(Measurement.of("yes", yes(seen), Relation.RECORDED), picture)
                .named("answer has not regressed")
                .prompt(question())
                .fact("judge", seen.model().id())
                .fact("answer", origin);
    }

    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        Relation wanted = yes(recorded) > MIDDLE ? Relation.ABOVE : Relation.AT_MOST;
        Measurement measured = Measurement.of("yes", yes(seen), wanted, MIDDLE);
        check.measured(measured).figure("recorded yes", yes(recorded));
        return measured.holds()
                ? null
                : MESSAGE.formatted(
                        VisibleText.quoted(question()),
                        picture,
                        VisibleText.onOneLine(seen.model().id()),
                        shown,
                        answer(recorded),
                        answer(seen));
    }

    @Override
    public String summary() {
        return answer(seen) + " to " + VisibleText.quoted(question());
    }

    private static String answer(GoldenRecord golden) {
        return (yes(golden) > MIDDLE ? "yes (" : "no (") + SixDigits.text(yes(golden)) + ")";
    }

    private static double yes(GoldenRecord golden) {
        return golden.first().scores()[0];
    }

    private String question() {
        return String.valueOf(seen.first().prompt());
    }
}
