package io.github.clipunit.conformance;

import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture and several prompts, with their logits of 100 * cosine, the softmax of these, and embeddings. */
record ScoreCase(
        @Nullable List<String> models,
        String picture,
        List<String> prompts,
        @Nullable List<Double> logits,
        double logitsWithin,
        @Nullable List<Double> probabilities,
        double probabilitiesWithin,
        @Nullable PublishedEmbedding imageEmbedding,
        @Nullable PublishedEmbedding promptEmbedding,
        double embeddingWithin,
        String source)
        implements PublishedCase {

    @Override
    public String name() {
        return picture;
    }

    @Override
    public List<Figure> figures(OnnxClipScorer scorer, PictureFolder pictures) {
        Embedding image = scorer.embed(pictures.require(picture));
        List<Embedding> texts = scorer.embedPrompts(prompts);
        double[] cosines = texts.stream().mapToDouble(image::cosine).toArray();
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; logits != null && i < logits.size(); i++) {
            figures.add(Figure.of(of("logit", i), "%.4f", logits.get(i), 100 * cosines[i], logitsWithin));
        }
        double[] shares = Logits.CLIP.softmax(cosines);
        for (int i = 0; probabilities != null && i < probabilities.size(); i++) {
            figures.add(Figure.of(of("share", i), "%.5f", probabilities.get(i), shares[i], probabilitiesWithin));
        }
        if (imageEmbedding != null) {
            figures.add(imageEmbedding.figure("embedding of the picture", image, embeddingWithin));
        }
        if (promptEmbedding != null) {
            figures.add(promptEmbedding.figure(of("embedding", 0), texts.get(0), embeddingWithin));
        }
        return figures;
    }

    private String of(String what, int prompt) {
        return what + " of " + VisibleText.quoted(prompts.get(prompt));
    }
}
