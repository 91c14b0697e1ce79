package io.github.clipunit.calibration;

import io.github.clipunit.ClipModel;
import io.github.clipunit.internal.Demands;
import java.util.List;

/**
 * What the cosines of one model mean for one kind of pictures, as it is kept in a calibration file.
 *
 * @param modelId the name the model was asked for by
 * @param modelDigest the model's {@link ClipModel#digest()}
 * @param preprocessing the version of the model's {@link ClipModel#preprocessing()}
 * @param calibration the distributions in short, ROC area, cut-offs and the probability of a match
 * @param matchingDeciles the cosines that part those of matching pairs into tenths, smallest and largest included: eleven
 * @param otherDeciles the same for pairs that do not match
 * @param warning which prompts were taken not to match although they mean much the same, in one line; empty for none
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
                            + "] must be positive: pairs that match must score above others, or nothing can be told from scores;"
                            + " are the labels the right way round?");
        }
    }

    /** The probability that picture and prompt match by their cosine, in (0, 1), where every second pair does. */
    public double probability(double cosine) {
        return calibration.probability().of(Demands.requireScore("cosine", cosine));
    }

    /** Whether it was made with this very model and preprocessing. */
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
