package io.github.clipunit.calibration;

import io.github.clipunit.ClipModel;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.settings.Settings;
import java.util.Locale;
import java.util.Optional;

/**
 * The known scores of pictures with prompts that they match, for one model.
 *
 * @param mean the mean CLIP score
 * @param spread the standard deviation of the CLIP scores
 * @param probability the probability of a match by the CLIP score
 * @param source where the numbers come from
 * @hidden
 */
public record MatchingScores(double mean, double spread, MatchProbability probability, String source) {

    /**
     * Measured on 2,000 drawings in five styles (one of them, OpenMoji, never used in training) with three phrasings of
     * their names each, and on 1,650 painted scenes with their captions. The others were names and captions of other
     * drawings and scenes.
     */
    private static final MatchingScores PICTOGRAM =
            new MatchingScores(0.392, 0.056, new MatchProbability(42.8, -12.0), "measured on 7,650 pairs");

    private static final double FAR = 3;

    /**
     * Returns the scores from the model's calibration, if the settings name one, or those known for the model in the
     * jar.
     */
    public static Optional<MatchingScores> find(Settings settings, ClipModel model) {
        return Calibrations.find(settings, model)
                .map(MatchingScores::of)
                .or(() -> EmbeddedModel.is(model) ? Optional.of(PICTOGRAM) : Optional.empty());
    }

    private static MatchingScores of(ModelCalibration calibration) {
        var matching = calibration.calibration().matching();
        return new MatchingScores(
                matching.mean(),
                matching.deviation(),
                calibration.calibration().probability(),
                "calibrated on " + matching.size() + " pairs");
    }

    /** Returns whether a threshold lies so far above the mean that hardly any picture exceeds it. */
    public boolean isOutOfReach(double threshold) {
        return threshold > mean + FAR * spread;
    }

    /**
     * Judges whether a missed threshold points to the threshold or to the generator. A score at most one spread below
     * the mean is usual for a matching picture; a score more than three spreads below is not.
     *
     * @return a sentence without a full stop, or empty if neither is clear
     */
    public Optional<String> judge(double score, double threshold) {
        boolean isUsual = score >= mean - spread;
        if (isUsual && score <= threshold && isOutOfReach(threshold)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "threshold too high: pictures that match score %.3f and spread by %.3f (%s), so hardly any is above %.4f",
                    mean,
                    spread,
                    source,
                    threshold));
        }
        if (!(score <= threshold) || !(isUsual || score < mean - FAR * spread)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s miss: %.4f below; pictures that match score %.3f and spread by %.3f (%s), so more likely the %s",
                isUsual ? "near" : "far",
                threshold - score,
                mean,
                spread,
                source,
                isUsual ? "threshold than the generator" : "generator than the threshold"));
    }
}
