package io.github.clipunit.sets;

import io.github.clipunit.ClipScore;
import io.github.clipunit.Embedding;
import java.util.Collection;

/**
 * How well a caption suits both a picture and what people wrote of it (Hessel et al. 2021, arXiv 2104.08718, equation
 * 2).
 *
 * @hidden
 */
public final class RefClipScore {

    private RefClipScore() {}

    /**
     * The harmonic mean of {@code 2.5 * max(cos(image, caption), 0)} and {@code max(cos(reference, caption), 0)} for
     * the nearest reference.
     *
     * @param score the picture's score with the prompt that is judged
     * @param caption the embedding of that prompt
     * @param references the embeddings of reference captions, at least one
     * @return a number in [0, 10/7]; 0 where either part is 0, also where both are and the mean is 0/0
     * @throws IllegalArgumentException if there are no references, or dimensions differ
     */
    public static double of(ClipScore score, Embedding caption, Collection<Embedding> references) {
        double nearest = references.stream()
                .mapToDouble(reference -> reference.cosine(caption))
                .max()
                .orElseThrow(() -> new IllegalArgumentException("number of references [0] must be at least 1"));
        return harmonicMean(score.rescaled(), Math.max(nearest, 0));
    }

    private static double harmonicMean(double a, double b) {
        return a == 0 || b == 0 ? 0 : 2 * a * b / (a + b);
    }
}
