package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.calibration.Calibrations;
import io.github.clipunit.calibration.ModelCalibration;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestScope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How probably a picture depicts some content.
 *
 * @param pair the content and its neutral counterpart
 * @param probability the share of the content's prompt of the two, or where a calibration is there and gives less, the
 *     probability that the prompt matches; in [0, 1]
 */
record Depiction(PromptPair pair, double probability) {

    /** The picture's contents, the most probable first. */
    static List<Depiction> of(ClipImage image, List<PromptPair> contents, ClipScorer scorer) {
        Optional<ModelCalibration> calibration = Calibrations.find(TestScope.currentSettings(), scorer.model());
        return contents.stream()
                .map(pair -> new Depiction(pair, weigh(image, pair, scorer, calibration)))
                .sorted(Comparator.comparingDouble(Depiction::probability).reversed())
                .toList();
    }

    private static double weigh(
            ClipImage image, PromptPair pair, ClipScorer scorer, Optional<ModelCalibration> calibration) {
        PairShare found = PairShare.of(image, pair, scorer);
        return calibration
                .map(curve -> Math.min(found.share(), curve.probability(found.cosine())))
                .orElse(found.share());
    }

    /** What is said of a picture that depicts one of the contents, the most probable first. */
    static String failure(ClipImage image, List<Depiction> depictions, double limit, ClipScorer scorer) {
        FailureText text = FailureText.expecting("picture").fact(image).label("to depict nothing of");
        depictions.forEach(one -> text.fact(one.probability(), one));
        double worst = depictions.get(0).probability();
        return text.model(scorer).demand("with probabilities up to", limit, worst, "too high");
    }

    @Override
    public String toString() {
        return VisibleText.quoted(pair.positive()) + " rather than " + VisibleText.quoted(pair.negative());
    }
}
