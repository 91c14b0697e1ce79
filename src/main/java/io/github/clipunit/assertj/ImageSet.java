package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import java.util.List;

/**
 * Pictures with their embeddings.
 *
 * @param images the pictures, at least one
 * @param embeddings one embedding per picture, in the same order
 * @param scorer the scorer that computed the embeddings
 */
record ImageSet(List<ClipImage> images, List<Embedding> embeddings, ClipScorer scorer) {

    static ImageSet of(List<ClipImage> images, ClipScorer scorer) {
        return new ImageSet(images, scorer.embedImages(images), scorer);
    }

    int size() {
        return images.size();
    }

    /** Returns for each picture the shares of the labels: the softmax of their cosines at the model's logit scale. */
    List<double[]> shares(List<String> labels) {
        List<Embedding> prompts = scorer.embedPrompts(labels);
        return embeddings.stream()
                .map(picture -> prompts.stream().mapToDouble(picture::cosine).toArray())
                .map(scorer.model().logits()::softmax)
                .toList();
    }

    /** Starts the report of a check. */
    Check.Builder check(Measurement measurement) {
        return Check.of(measurement, images).model(scorer.model());
    }

    @Override
    public String toString() {
        return Counted.of(size(), "picture");
    }
}
