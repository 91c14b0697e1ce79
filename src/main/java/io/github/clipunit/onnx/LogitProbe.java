package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.onnx.reading.GraphSignature;
import java.util.List;

/**
 * A probe of the trained logit scale of a combined graph, which returns logits and embeddings at once: a logit is the
 * cosine of the embeddings times the scale, plus the bias for sigmoid models.
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record LogitProbe(OnnxGraph graph, TextEncoder text, int[] blankSize, boolean hasOneBatch, boolean isSigmoid) {

    private static final List<String> OUTPUTS = GraphSignature.LOGITS;
    private static final List<String> PROMPTS = List.of("a photo of a cat", "blue", "the map of a large city at night");

    static boolean canRead(OnnxGraph graph) {
        return graph.takes(graph.pixels())
                && graph.takes(graph.ids())
                && OUTPUTS.stream().allMatch(graph::gives)
                && graph.fixedBatch(graph.ids()) == 0;
    }

    Logits read() {
        try (Feeds feeds = new Feeds(graph)) {
            feeds.blank(blankSize, hasOneBatch ? PROMPTS.size() : 1);
            feeds.tokens(text.together(PROMPTS));
            List<float[][]> results = graph.run(feeds.tensors(), OUTPUTS);
            Embedding image = Embedding.of(results.get(1)[0]);
            double[] cosines = new double[PROMPTS.size()];
            for (int i = 0; i < cosines.length; i++) {
                cosines[i] = image.cosine(Embedding.of(results.get(2)[i]));
            }
            return fit(cosines, results.get(0)[0]);
        }
    }

    /** Fits the least-squares line through (cosine, logit); for softmax models it also passes through the origin. */
    private Logits fit(double[] cosines, float[] logits) {
        double meanCosine = 0;
        double meanLogit = 0;
        if (isSigmoid) {
            for (int i = 0; i < cosines.length; i++) {
                meanCosine += cosines[i] / cosines.length;
                meanLogit += logits[i] / (double) cosines.length;
            }
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < cosines.length; i++) {
            products += (cosines[i] - meanCosine) * (logits[i] - meanLogit);
            squares += (cosines[i] - meanCosine) * (cosines[i] - meanCosine);
        }
        double scale = products / squares;
        if (!(scale > 0) || !Double.isFinite(scale)) {
            throw graph.unsupported("its logits_per_image must be its cosines times a positive number, but are not");
        }
        return new Logits(scale, meanLogit - scale * meanCosine, isSigmoid);
    }
}
