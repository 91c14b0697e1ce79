package io.github.clipunit.assertj;

import io.github.clipunit.Embedding;

/** Checks of an embedding itself. */
public class EmbeddingAssert extends ClipAbstractAssert<EmbeddingAssert, Embedding> {

    /** Used by {@link ImageAssert#embedding()}. */
    public EmbeddingAssert(Embedding actual) {
        super(actual, EmbeddingAssert.class);
    }

    /**
     * Verifies how many numbers the embedding has.
     *
     * @throws AssertionError if it has another number of them
     */
    public EmbeddingAssert hasDimension(int dimension) {
        isNotNull();
        if (actual.dimension() != dimension) {
            throw failureWithActualExpected(
                    actual.dimension(),
                    dimension,
                    "%nExpecting embedding to have dimension: %s%nbut was:                               %s",
                    dimension,
                    actual.dimension());
        }
        return myself;
    }

    /**
     * Verifies that the cosine with another embedding is above a threshold.
     *
     * @param threshold in [-1, 1]
     * @throws IllegalArgumentException if the threshold is outside [-1, 1], or the dimensions differ
     * @throws AssertionError if the cosine is not above it
     */
    public EmbeddingAssert hasCosineAbove(Embedding other, double threshold) {
        isNotNull();
        Thresholds.cosine(threshold);
        double cosine = actual.cosine(other);
        if (!(cosine > threshold)) {
            throw failureWithActualExpected(
                    Fixed.fixed(cosine, threshold),
                    Fixed.fixed(threshold, cosine),
                    "%nExpecting cosine of the embeddings to be above: %s%nbut was:                                        %s",
                    Fixed.fixed(threshold, cosine),
                    Fixed.fixed(cosine, threshold));
        }
        return myself;
    }
}
