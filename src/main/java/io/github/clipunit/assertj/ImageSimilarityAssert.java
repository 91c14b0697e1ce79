package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestScope;
import java.util.List;

/** Assertions about how similar two pictures are to the model. */
public class ImageSimilarityAssert extends ClipAbstractAssert<ImageSimilarityAssert, ClipImage> {

    private final ClipImage other;
    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link ImageAssert#isSimilarTo(ClipImage)}. */
    ImageSimilarityAssert(ClipImage actual, ClipImage other, ClipScorer scorer) {
        super(actual, ImageSimilarityAssert.class);
        this.other = other;
        this.scorer = scorer;
        this.step = TestScope.begin(scorer, "isSimilarTo(…)", ".withCosineAbove(0.9)");
    }

    /**
     * Verifies that the cosine between the two pictures' embeddings is above a threshold. Two pictures score far higher
     * with each other than with prompts: unrelated photographs often reach 0.5.
     *
     * @param threshold in [-1, 1]
     * @throws IllegalArgumentException if the threshold is outside [-1, 1]
     * @throws AssertionError if the cosine is not above the threshold, or NaN
     */
    public ImageSimilarityAssert withCosineAbove(double threshold) {
        Thresholds.cosine(Thresholds.COSINE, threshold);
        step.finish();
        Measurement cosine =
                Measurement.of("cosine", scorer.embed(actual).cosine(scorer.embed(other)), Relation.ABOVE, threshold);
        return settle(
                Check.of(cosine, List.of(actual, other)).model(scorer.model()), () -> FailureText.expecting("picture")
                        .fact(actual)
                        .label("to be similar to")
                        .fact(other)
                        .model(scorer)
                        .demand("with cosine above", cosine));
    }
}
