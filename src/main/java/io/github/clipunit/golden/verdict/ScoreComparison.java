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
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares one picture's score with the recorded score, or with the mean of several recorded scores.
 *
 * <p>A generator that paints the golden's picture again, with the same hash or almost the same embedding, is
 * deterministic, and its score is compared with the score of that picture. Any other picture is a draw: from the spread
 * of the recorded pictures if there are several, and otherwise from an unknown spread.
 *
 * @param model the model that computed the scores
 * @param seen the golden for the new picture
 * @param picture the picture and its score
 * @param rules the tolerance, and the false positive rate if the spread is known
 * @param isReplayed whether the test's pictures come from cassettes, so that they are the same in each run
 * @param explanation explains the score
 */
record ScoreComparison(
        ClipModel model,
        GoldenRecord seen,
        ScoredPicture picture,
        GoldenRules rules,
        boolean isReplayed,
        Supplier<Explanation> explanation)
        implements Comparison {

    private static final String MEASURED = "CLIP score";

    /** A cosine that rounding on another device stays above, and that two pictures of different seeds hardly reach. */
    private static final double NEARLY_THE_SAME = 0.999;

    private static final String WAYS =
            "fix the seed, replay a PictureCassette, compare several pictures with assertThatImages(images), or draw them on demand with"
                    + " assertThatGenerator(seed -> ...)";

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
            tolerance:  %s%s""";

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

    /** Calculates in decimal, as a reviewer would: a score that is lower by exactly the tolerance passes. */
    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        OptionalDouble same = ofSamePicture(recorded.first());
        double[] scores = same.isPresent()
                ? new double[] {same.getAsDouble()}
                : recorded.first().scores();
        Sample sample = Sample.of(scores);
        boolean isMeasured = scores.length > 1 && !rules.isToleranceGiven();
        double tolerance = isMeasured ? sample.predictionMargin(rules.alpha()) : rules.tolerance();
        BigDecimal golden = SixDigits.exact(sample.mean());
        BigDecimal actual = SixDigits.exact(picture.score());
        BigDecimal difference = actual.subtract(golden);
        BigDecimal least = golden.subtract(isMeasured ? SixDigits.exact(tolerance) : BigDecimal.valueOf(tolerance));
        check.measured(Measurement.of(MEASURED, actual.doubleValue(), Relation.AT_LEAST, least.doubleValue()))
                .accepted(golden.doubleValue(), tolerance)
                .figure("difference", difference.doubleValue());
        if (isMeasured) {
            DropVerdict verdict = new DropTest(0, rules.alpha()).test(sample, Sample.of(actual.doubleValue()));
            check.figure(Figures.P_VALUE, verdict.pValue())
                    .figure(Figures.FALSE_POSITIVES, verdict.falsePositiveRate());
        }
        if (actual.compareTo(least) >= 0) {
            return null;
        }
        return MESSAGE.formatted(
                picture.image(),
                VisibleText.quoted(prompt()),
                model,
                shown,
                golden.toPlainString(),
                scores.length == 1 ? "" : ", the mean of " + scores.length + " pictures",
                actual.toPlainString(),
                difference.toPlainString(),
                SixDigits.text(tolerance),
                same.isPresent() ? "" : noise(recorded, sample, isMeasured, shown));
    }

    /** Returns the score that was recorded for this very picture. */
    private OptionalDouble ofSamePicture(GoldenRecord.Entry golden) {
        Optional<GoldenRecord.Sample> same = golden.samples().stream()
                .filter(sample -> sample.picture().equals(picture.image().sha256()))
                .findFirst();
        if (same.isEmpty() && picture.embedding().cosine(golden.embedding()) >= NEARLY_THE_SAME) {
            return OptionalDouble.of(golden.scores()[0]);
        }
        return same.map(GoldenRecord.Sample::requireScore)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** Explains that a single random picture cannot show a regression, and how to compare instead. */
    private String noise(GoldenRecord recorded, Sample sample, boolean isMeasured, String shown) {
        String other = "\npicture:    differs from the golden's, cosine "
                + Figures.number(picture.embedding().cosine(recorded.first().embedding()));
        if (isMeasured) {
            return ", which " + Figures.percent(rules.alpha())
                    + " of pictures exceed by chance, given the recorded spread of "
                    + Figures.number(sample.deviation()) + other;
        }
        boolean isKnown = sample.size() > 1;
        return (rules.isToleranceGiven() ? "" : " (assumed)")
                + other
                + "\nnoise:      if the generator is random, one picture cannot distinguish noise from a regression; the spread of its"
                + " scores is " + (isKnown ? Figures.number(sample.deviation()) : "unknown")
                + "\nways out:   " + WAYS
                + (isKnown
                        ? ""
                        : ", or measure the spread of more seeds: clipunit golden spread " + shown + " PICTURES");
    }

    @Override
    public Explanation why() {
        return explanation.get();
    }

    @Override
    public String summary() {
        return "score " + SixDigits.text(picture.score()) + " for " + VisibleText.quoted(prompt());
    }

    @Override
    public Optional<String> caution(@Nullable GoldenRecord former) {
        return isReplayed || (former != null && ofSamePicture(former.first()).isPresent())
                ? Optional.empty()
                : Optional.of(
                        "clipunit cannot distinguish noise from a regression with one picture if the generator is random: "
                                + WAYS);
    }

    private String prompt() {
        return String.valueOf(seen.first().prompt());
    }
}
