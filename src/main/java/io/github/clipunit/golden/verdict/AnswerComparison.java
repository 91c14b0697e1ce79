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
 * A judge's answer against the recorded one, whichever of yes and no that was.
 *
 * @param seen what the golden would say
 * @param picture the picture that the judge saw
 * @param origin where the answer comes from
 * @param tolerance how far the probability of yes may move towards the other answer
 */
record AnswerComparison(GoldenRecord seen, ClipImage picture, String origin, double tolerance) implements Comparison {

    private static final String MEASURED = "yes";

    /** Above it the answer is yes. */
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
            recorded:  %s (%s)
            but was:   %s (%s)
            tolerance: %s""";

    @Override
    public List<ClipImage> shown() {
        return List.of(picture);
    }

    @Override
    public Check.Builder check() {
        return Check.of(Measurement.of(MEASURED, yes(), Relation.RECORDED), picture)
                .named("answer has not regressed")
                .prompt(question())
                .fact("judge", seen.model().id())
                .fact("answer", origin);
    }

    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        double golden = recorded.first().scores()[0];
        Measurement wanted = wanted(golden);
        check.measured(wanted).accepted(golden, tolerance);
        if (wanted.holds()) {
            return null;
        }
        return MESSAGE.formatted(
                VisibleText.quoted(question()),
                picture,
                VisibleText.onOneLine(seen.model().id()),
                shown,
                SixDigits.text(golden),
                word(golden),
                SixDigits.text(yes()),
                word(yes()),
                tolerance >= MIDDLE ? "none but the answer itself" : SixDigits.text(tolerance));
    }

    private Measurement wanted(double golden) {
        if (word(golden).equals("no")) {
            double most = Math.min(MIDDLE, SixDigits.round(golden + tolerance));
            return Measurement.of(MEASURED, yes(), Relation.AT_MOST, most);
        }
        double least = SixDigits.round(golden - tolerance);
        return least > MIDDLE
                ? Measurement.of(MEASURED, yes(), Relation.AT_LEAST, least)
                : Measurement.of(MEASURED, yes(), Relation.ABOVE, MIDDLE);
    }

    private static String word(double yes) {
        return yes > MIDDLE ? "yes" : "no";
    }

    @Override
    public String summary() {
        return word(yes()) + " (" + SixDigits.text(yes()) + ") to " + VisibleText.quoted(question());
    }

    private double yes() {
        return seen.first().scores()[0];
    }

    private String question() {
        return String.valueOf(seen.first().prompt());
    }
}
