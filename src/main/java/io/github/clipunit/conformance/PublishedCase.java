package io.github.clipunit.conformance;

import io.github.clipunit.onnx.OnnxClipScorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Published numbers, and the way to reproduce them here. */
sealed interface PublishedCase permits ScoreCase, CaptionCase, TextCase, TokenCase, PixelCase {

    /** Returns the models that it was published for, or null if it applies to any model. */
    @Nullable
    List<String> models();

    /** Returns its subject. */
    String name();

    /** Returns its publisher. */
    String source();

    /** Returns whether it depends on the model's weights. */
    default boolean provesWeights() {
        return true;
    }

    /**
     * Returns the published numbers along with the scorer's.
     *
     * @throws NotRunException if a picture is missing
     */
    List<Figure> figures(OnnxClipScorer scorer, PictureFolder pictures);

    default boolean isOf(String model) {
        List<String> known = models();
        return known == null || known.contains(model);
    }

    default CaseResult run(OnnxClipScorer scorer, PictureFolder pictures) {
        try {
            return new CaseResult(name(), source(), provesWeights(), figures(scorer, pictures), null);
        } catch (NotRunException e) {
            return new CaseResult(name(), source(), provesWeights(), List.of(), e.getMessage());
        }
    }
}
