package io.github.clipunit.sets;

import io.github.clipunit.Embedding;

/**
 * Measures whether a picture changed as its description did: the cosine between the two changes (Gal et al. 2021, arXiv
 * 2108.00946, equation 2; Brooks et al. 2023, arXiv 2211.09800, section 4.2).
 *
 * @hidden
 */
public final class DirectionalSimilarity {

    /** Shorter changes are rounding errors: embeddings are stored as float. */
    private static final double NO_CHANGE = 1e-5;

    private DirectionalSimilarity() {}

    /**
     * Returns {@code cos(imageAfter - imageBefore, promptAfter - promptBefore)}.
     *
     * @param imageBefore the embedding of the picture before the edit
     * @param imageAfter the embedding of the picture after it
     * @param promptBefore the embedding of a prompt that describes the picture before
     * @param promptAfter the embedding of a prompt that describes the picture after
     * @return a number in [-1, 1]; about 0 if the changes are unrelated
     * @throws IllegalArgumentException if the pictures or the prompts have the same embedding, so that there is no
     *     direction, or dimensions differ
     */
    public static double of(
            Embedding imageBefore, Embedding imageAfter, Embedding promptBefore, Embedding promptAfter) {
        return change("pictures", imageBefore, imageAfter).cosine(change("prompts", promptBefore, promptAfter));
    }

    private static Embedding change(String what, Embedding before, Embedding after) {
        before.cosine(after);
        float[] from = before.toArray();
        float[] change = after.toArray();
        double squares = 0;
        for (int i = 0; i < change.length; i++) {
            change[i] -= from[i];
            squares += (double) change[i] * change[i];
        }
        if (squares < NO_CHANGE * NO_CHANGE) {
            throw new IllegalArgumentException("the two " + what + " have the same embedding (distance ["
                    + Math.sqrt(squares) + "]): a change that is zero has no direction");
        }
        return Embedding.of(change);
    }
}
