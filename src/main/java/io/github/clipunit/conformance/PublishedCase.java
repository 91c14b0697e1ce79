package io.github.clipunit.conformance;

import io.github.clipunit.onnx.OnnxClipScorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers that were published, and how to come by them here. */
sealed interface PublishedCase permits ScoreCase, CaptionCase, TextCase, TokenCase, PixelCase {

    /** The models it was published of; null where it holds for any that is asked about. */
    @Nullable
    List<String> models();

    /** What it is about. */
    String name();

    /** Who published it. */
    String source();

    /** Whether it depends on the model's weights. */
    default boolean provesWeights() {
        return true;
    }

    /**
     * The published numbers beside those that the scorer gives.
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
