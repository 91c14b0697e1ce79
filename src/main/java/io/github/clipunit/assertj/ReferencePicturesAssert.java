package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.run.TestScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Assertions about how similar a picture is to the nearest of several reference pictures. */
public class ReferencePicturesAssert extends ClipAbstractAssert<ReferencePicturesAssert, ClipImage> {

    private final ImageSet references;
    private final TestScope.Step step;

    /** Used by {@link ImageAssert#isSimilarToAnyOf}. */
    ReferencePicturesAssert(ClipImage actual, List<ClipImage> references, ClipScorer scorer) {
        super(actual, ReferencePicturesAssert.class);
        this.references = ImageSet.of(references, scorer);
        this.step = TestScope.begin(
                scorer, "isSimilarToAnyOf(" + Counted.of(references.size(), "picture") + ")", ".withCosineAbove(0.9)");
    }

    /**
     * Verifies that the cosine with the nearest reference is above a threshold. Two pictures score far higher with each
     * other than with prompts: unrelated photographs often reach 0.5.
     *
     * @param threshold in [-1, 1]
     * @throws AssertionError if the cosine is not above the threshold, or NaN; the message ranks the references
     */
    public ReferencePicturesAssert withCosineAbove(double threshold) {
        Thresholds.cosine(Thresholds.COSINE, threshold);
        step.finish();
        List<Reference> ranked = ranked();
        Measurement cosine =
                Measurement.of("cosine with nearest reference", ranked.get(0).cosine(), Relation.ABOVE, threshold);
        return settle(
                Check.of(cosine, actual)
                        .model(references.scorer().model())
                        .fact("nearest reference", ranked.get(0).image().toString()),
                () -> failure(ranked, cosine));
    }

    private List<Reference> ranked() {
        Embedding picture = references.scorer().embed(actual);
        List<Reference> ranked = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            ranked.add(new Reference(
                    references.images().get(i), references.embeddings().get(i).cosine(picture)));
        }
        ranked.sort(Comparator.comparingDouble(Reference::cosine).reversed());
        return ranked;
    }

    private String failure(List<Reference> ranked, Measurement cosine) {
        FailureText text = FailureText.expecting("cosine of").fact(actual).label("with the nearest of");
        ranked.forEach(one -> text.fact(one.cosine(), one.image()));
        return text.model(references.scorer()).demand(cosine);
    }

    private record Reference(ClipImage image, double cosine) {}
}
