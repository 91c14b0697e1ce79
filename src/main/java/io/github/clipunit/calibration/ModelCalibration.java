package io.github.clipunit.calibration;

import io.github.clipunit.ClipModel;
import io.github.clipunit.internal.Demands;
import java.util.List;

/**
 * The meaning of one model's cosines for one kind of pictures, as stored in a calibration file.
 *
 * @param modelId the name by which the model was requested
 * @param modelDigest the model's {@link ClipModel#digest()}
 * @param preprocessing the version of the model's {@link ClipModel#preprocessing()}
 * @param calibration the summary of the distributions, ROC area, cut-offs and the probability of a match
 * @param matchingDeciles eleven cosines that divide those of matching pairs into tenths, including the smallest and the
 *     largest
 * @param otherDeciles the same for pairs that do not match
 * @param warning prompts assumed not to match although they have similar meanings, in one line; empty if there are none
 */
public record ModelCalibration(
        String modelId,
        String modelDigest,
        String preprocessing,
        Calibration calibration,
        List<Double> matchingDeciles,
        List<Double> otherDeciles,
        String warning) {

    public ModelCalibration {
        Demands.require("modelId", modelId);
        Demands.require("modelDigest", modelDigest);
        Demands.require("preprocessing", preprocessing);
        Demands.require("calibration", calibration);
        Demands.require("warning", warning);
        matchingDeciles = requireDeciles("matching", Demands.require("matchingDeciles", matchingDeciles));
        otherDeciles = requireDeciles("other", Demands.require("otherDeciles", otherDeciles));
        if (!(calibration.probability().slope() > 0)) {
            throw new IllegalArgumentException(
                    "slope [" + calibration.probability().slope()
                            + "] must be positive: matching pairs must score above others; check whether the labels are swapped");
        }
    }

    /**
     * Returns the probability that picture and prompt match given their cosine, in (0, 1), assuming that half of all
     * pairs match.
     */
    public double probability(double cosine) {
        return calibration.probability().of(Demands.requireScore("cosine", cosine));
    }

    /** Returns whether the calibration was made with this model and preprocessing. */
    public boolean isOf(ClipModel model) {
        return modelDigest.equals(Demands.require("model", model).digest())
                && preprocessing.equals(model.preprocessing().version())
                && (!model.files().isEmpty() || modelId.equals(model.id()));
    }

    private static List<Double> requireDeciles(String what, List<Double> deciles) {
        boolean rises = deciles.size() == Deciles.COUNT;
        for (int i = 1; rises && i < deciles.size(); i++) {
            rises = deciles.get(i - 1) <= deciles.get(i);
        }
        if (!rises) {
            throw new IllegalArgumentException(
                    "deciles of " + what + " pairs " + deciles + " must be " + Deciles.COUNT + " numbers that rise");
        }
        return List.copyOf(deciles);
    }
}
