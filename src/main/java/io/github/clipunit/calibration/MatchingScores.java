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

    /**
     * Judges whether a missed threshold points to the threshold or to the generator. A score at most one spread below
     * the mean is usual for a matching picture; it is a near miss if it is at most one spread below the threshold, too.
     * A score more than three spreads below the mean is a far miss. A threshold more than three spreads above the mean
     * is out of reach.
     *
     * @return a sentence without a full stop, or empty if none of these is clear
     */
    public Optional<String> judge(double score, double threshold) {
        if (!(score <= threshold)) {
            return Optional.empty();
        }
        if (score < mean - spread) {
            return score < mean - FAR * spread
                    ? Optional.of(miss("far", threshold - score, "generator than the threshold"))
                    : Optional.empty();
        }
        if (threshold > mean + FAR * spread) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "threshold too high: pictures that match score %.3f and spread by %.3f (%s), so hardly any is above %.4f",
                    mean,
                    spread,
                    source,
                    threshold));
        }
        return threshold - score <= spread
                ? Optional.of(miss("near", threshold - score, "threshold than the generator"))
                : Optional.empty();
    }

    private String miss(String kind, double below, String likely) {
        return String.format(
                Locale.ROOT,
                "%s miss: %.4f below; pictures that match score %.3f and spread by %.3f (%s), so more likely the %s",
                kind,
                below,
                mean,
                spread,
                source,
                likely);
    }
}
