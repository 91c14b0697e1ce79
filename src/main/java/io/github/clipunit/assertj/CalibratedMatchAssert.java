package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.Embedding;
import io.github.clipunit.calibration.Calibrations;
import io.github.clipunit.calibration.Cutoff;
import io.github.clipunit.calibration.ModelCalibration;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.explain.GenericCaptions;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.RefClipScore;
import io.github.clipunit.stats.PercentileRank;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Assertions whose thresholds mean the same for every model, or that compare the prompt with captions. */
abstract class CalibratedMatchAssert<S extends CalibratedMatchAssert<S>> extends ClipAbstractAssert<S, PromptMatch> {

    private static final double EVEN = 0.5;
    private static final int CAPTIONS_SHOWN = 3;

    CalibratedMatchAssert(PromptMatch actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /**
     * Verifies that the probability of a match is above a threshold. The probability is a logistic curve of the CLIP
     * score, fitted to pairs that match and pairs that do not (Platt 1999). The curve is read from the calibration file
     * named by the setting {@code clipunit.calibration}; {@code clipunit calibrate} writes that file. The probability
     * assumes that half of all pairs match.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").withMatchProbabilityAbove(0.9);      // passes at 0.97
     * assertThat(wolf).matchesPrompt("a red fox").withMatchProbabilityAbove(0.9);     // fails at 0.08
     * </code></pre>
     *
     * @param threshold in [0, 1]
     * @throws AssertionError if the probability is not above the threshold, or NaN
     * @throws io.github.clipunit.calibration.CalibrationException if no calibration is set or its file cannot be read
     * @throws io.github.clipunit.calibration.CalibrationMismatchException if the calibration was made with another
     *     model
     */
    public S withMatchProbabilityAbove(double threshold) {
        return requireProbability(
                "match probability above", Thresholds.probability("match probability threshold", threshold));
    }

    /**
     * Verifies that a match is more probable than not, like {@code withMatchProbabilityAbove(0.5)}.
     *
     * @throws AssertionError if the probability is 0.5 or less, or NaN
     * @throws io.github.clipunit.calibration.CalibrationException as {@link #withMatchProbabilityAbove} does
     */
    public S isAMatch() {
        return requireProbability("is a match", EVEN);
    }

    private S requireProbability(String name, double threshold) {
        actual.finish();
        ModelCalibration calibration = Calibrations.require(
                TestScope.settings(actual.scorer()), actual.scorer().model());
        Measurement probability = Measurement.of(
                "match probability", calibration.probability(actual.cosine()), Relation.ABOVE, threshold);
        return settle(
                actual.check(probability).named(name),
                () -> expecting(probability, calibration).demand(probability) + ", at CLIP score "
                        + fixed(actual.cosine()));
    }

    /**
     * Verifies that the CLIP score is above the calibration's cut-off for a false positive rate. The rate is the
     * highest probability that another pair like the calibration's passes although it does not match.
     *
     * @param rate one of the rates in the calibration file, such as 0.01
     * @throws IllegalArgumentException if the file has no such rate; the message lists the rates it has
     * @throws AssertionError if the score is not above the cut-off, or NaN
     * @throws io.github.clipunit.calibration.CalibrationException as {@link #withMatchProbabilityAbove} does
     */
    public S isAMatchAtFalsePositiveRate(double rate) {
        Demands.requireBetween(0, 1, "false positive rate", rate);
        actual.finish();
        ModelCalibration calibration = Calibrations.require(
                TestScope.settings(actual.scorer()), actual.scorer().model());
        Measurement score = Measurement.of(
                "CLIP score",
                actual.cosine(),
                Relation.ABOVE,
                cutoff(calibration, rate).threshold());
        return settle(
                actual.check(score).named("is a match at false positive rate").figure("false positive rate", rate),
                () -> expecting(score, calibration).demand("to be above the cut-off of rate " + rate, score),
                actual::explanation);
    }

    private static Cutoff cutoff(ModelCalibration calibration, double rate) {
        List<Cutoff> cutoffs = calibration.calibration().cutoffs();
        return cutoffs.stream()
                .filter(cutoff -> cutoff.falsePositiveRate() == rate)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the calibration has no cut-off for a false positive rate of ["
                                + rate + "], only for "
                                + cutoffs.stream()
                                        .map(Cutoff::falsePositiveRate)
                                        .toList()
                                + "; calibrate with that rate, which needs at least " + Cutoff.fewest(rate)
                                + " pairs that do not match"));
    }

    private FailureText expecting(Measurement measurement, ModelCalibration calibration) {
        var measured = calibration.calibration();
        FailureText text = actual.expecting(measurement.measured())
                .label("calibrated by")
                .fact(measured.matching().size() + " matching and "
                        + measured.others().size() + " other pairs, ROC area " + fixed(measured.rocArea()));
        return calibration.warning().isEmpty()
                ? text
                : text.fact("made from very similar prompts, so it may be too strict: see the warning in the file");
    }

    /**
     * Verifies that the prompt suits this picture better than most generic captions do: its score must rank above a
     * percentile among the scores of some four hundred captions. This check needs no file and means the same for every
     * model.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").withPercentileAbove(99);      // passes at 99.8
     * assertThat(soup).matchesPrompt("a red fox").withPercentileAbove(99);     // fails at 61.2
     * </code></pre>
     *
     * @param percentile in [0, 100]; {@link GenericCaptions#all} lists the captions
     * @throws AssertionError if the rank is not above the percentile; the message names the captions that score highest
     */
    public S withPercentileAbove(double percentile) {
        Thresholds.percentile(percentile);
        actual.finish();
        List<Description> captions = captions();
        double[] others = captions.stream().mapToDouble(Description::score).toArray();
        Measurement rank =
                Measurement.of("percentile", PercentileRank.of(actual.cosine(), others), Relation.ABOVE, percentile);
        return settle(actual.check(rank), () -> failure(captions, rank), actual::explanation);
    }

    /** Returns the generic captions except the prompt itself, the best match first. */
    private List<Description> captions() {
        List<String> captions = GenericCaptions.all().stream()
                .filter(caption -> !caption.equals(actual.prompt()))
                .toList();
        double[] cosines = actual.cosinesWith(captions);
        return IntStream.range(0, captions.size())
                .mapToObj(i -> new Description(captions.get(i), cosines[i + 1]))
                .sorted(Comparator.comparingDouble(Description::score).reversed())
                .toList();
    }

    private String failure(List<Description> captions, Measurement rank) {
        FailureText text = actual.expecting("percentile of the CLIP score")
                .label("among " + captions.size() + " generic captions, the highest")
                .fact(actual.cosine(), "the prompt itself");
        captions.stream().limit(CAPTIONS_SHOWN).forEach(one -> text.fact(one.score(), VisibleText.quoted(one.text())));
        return text.demand(rank);
    }

    /**
     * Verifies that the prompt suits both the picture and captions written by people, by RefCLIPScore: the harmonic
     * mean of the rescaled score and the cosine with the nearest reference caption (Hessel et al. 2021, arXiv
     * 2104.08718, equation 2).
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").withRefClipScoreAbove(0.7, "a fox sits in snow");    // passes at 0.78
     * assertThat(fox).matchesPrompt("a red fox").withRefClipScoreAbove(0.7, "a bowl of soup");        // fails at 0.55
     * </code></pre>
     *
     * @param threshold in [0, 10/7]
     * @param references captions that people wrote for the picture, at least one
     * @throws IllegalArgumentException if there is no reference, or one is blank
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public S withRefClipScoreAbove(double threshold, String... references) {
        Thresholds.within("RefCLIPScore threshold", threshold, 0, 10 / 7.0);
        Demands.requireAtLeast(1, "number of references", Demands.require("references", references).length);
        Arrays.stream(references).forEach(reference -> Prompts.requireText("reference", reference));
        actual.finish();
        Embedding caption = actual.scorer().embed(actual.prompt());
        List<Embedding> embeddings = actual.scorer().embedPrompts(List.of(references));
        Measurement score = Measurement.of(
                "RefCLIPScore", RefClipScore.of(actual.score(), caption, embeddings), Relation.ABOVE, threshold);
        FailureText failure = actual.expecting("RefCLIPScore").label("with reference captions");
        for (int i = 0; i < references.length; i++) {
            failure.fact(embeddings.get(i).cosine(caption), VisibleText.quoted(references[i]));
        }
        return settle(actual.check(score), () -> failure.demand(score));
    }
}
