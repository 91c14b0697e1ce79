package io.github.clipunit.conformance;

import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two texts, and the cosine of their embeddings in percent. */
record TextCase(@Nullable List<String> models, String one, String other, double percent, double within, String source)
        implements PublishedCase {

    @Override
    public String name() {
        return "text against text";
    }

    @Override
    public List<Figure> figures(OnnxClipScorer scorer, PictureFolder pictures) {
        double got = 100 * scorer.embed(one).cosine(scorer.embed(other));
        return List.of(Figure.of("percent of " + VisibleText.quoted(one), "%.3f", percent, got, within));
    }
}
