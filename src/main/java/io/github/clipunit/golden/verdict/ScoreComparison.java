package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipModel;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One picture's score against the recorded one, or the mean of those where several were recorded.
 *
 * @param model what scored
 * @param seen what the golden would say
 * @param picture the picture and its score
 * @param tolerance how far it may lie below
 * @param explanation says why the score is what it is
 */
record ScoreComparison(
        ClipModel model, GoldenRecord seen, ScoredPicture picture, double tolerance, Supplier<Explanation> explanation)
        implements Comparison {

    private static final String MEASURED = "CLIP score";

    private static final String MESSAGE = """

            Expecting CLIP score of:
              %s
            for prompt:
              %s
            by model:
              %s
            not to have regressed from golden:
              %s
            recorded:   %s%s
            but was:    %s
            difference: %s
            tolerance:  %s""";

    @Override
    public List<ClipImage> shown() {
        return List.of(picture.image());
    }

    @Override
    public Check.Builder check() {
        return Check.of(Measurement.of(MEASURED, SixDigits.round(picture.score()), Relation.RECORDED), picture.image())
                .named("has not regressed")
                .prompt(prompt())
                .model(model)
                .score(SixDigits.round(picture.score()));
    }

    /** In decimal, as a reviewer would reckon: a score that is lower by exactly the tolerance passes. */
    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        double[] scores = recorded.first().scores();
        BigDecimal golden = SixDigits.exact(Arrays.stream(scores).average().orElseThrow());
        BigDecimal actual = SixDigits.exact(picture.score());
        BigDecimal difference = actual.subtract(golden);
        BigDecimal least = golden.subtract(BigDecimal.valueOf(tolerance));
        check.measured(Measurement.of(MEASURED, actual.doubleValue(), Relation.AT_LEAST, least.doubleValue()))
                .accepted(golden.doubleValue(), tolerance)
                .figure("difference", difference.doubleValue());
        if (actual.compareTo(least) >= 0) {
            return null;
        }
        String mean = scores.length == 1 ? "" : ", the mean of " + scores.length + " pictures";
        return MESSAGE.formatted(
                picture.image(),
                VisibleText.quoted(prompt()),
                model,
                shown,
                golden.toPlainString(),
                mean,
                actual.toPlainString(),
                difference.toPlainString(),
                SixDigits.text(tolerance));
    }

    @Override
    public Explanation why() {
        return explanation.get();
    }

    @Override
    public String summary() {
        return "score " + SixDigits.text(picture.score()) + " for " + VisibleText.quoted(prompt());
    }

    private String prompt() {
        return String.valueOf(seen.first().prompt());
    }
}
