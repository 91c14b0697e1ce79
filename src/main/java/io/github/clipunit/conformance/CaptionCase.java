package io.github.clipunit.conformance;

import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures with one caption each, and the mean of their rescaled scores. */
record CaptionCase(
        @Nullable List<String> models,
        String prefix,
        List<String> pictures,
        List<String> captions,
        double rescaledMean,
        double within,
        String source)
        implements PublishedCase {

    @Override
    public String name() {
        return String.join(", ", pictures);
    }

    @Override
    public List<Figure> figures(OnnxClipScorer scorer, PictureFolder folder) {
        double sum = 0;
        for (int i = 0; i < pictures.size(); i++) {
            sum += scorer.score(folder.require(pictures.get(i)), prefix + captions.get(i))
                    .rescaled();
        }
        String what = "mean rescaled score of " + VisibleText.quoted(prefix + captions.get(0)) + " and "
                + (captions.size() - 1) + " more";
        return List.of(Figure.of(what, "%.4f", rescaledMean, sum / pictures.size(), within));
    }
}
