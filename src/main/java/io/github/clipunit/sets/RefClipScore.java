package io.github.clipunit.sets;

import io.github.clipunit.ClipScore;
import io.github.clipunit.Embedding;
import java.util.Collection;

/**
 * Measures how well a caption suits both a picture and captions that people wrote for it (Hessel et al. 2021, arXiv
 * 2104.08718, equation 2).
 *
 * @hidden
 */
public final class RefClipScore {

    private RefClipScore() {}

    /**
     * Returns the harmonic mean of {@code 2.5 * max(cos(image, caption), 0)} and
     * {@code max(cos(reference, caption), 0)} for the nearest reference.
     *
     * @param score the picture's score with the prompt under test
     * @param caption the embedding of that prompt
     * @param references the embeddings of reference captions, at least one
     * @return a number in [0, 10/7]; 0 if either part is 0, even if both are and the mean would be 0/0
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
