package io.github.clipunit.assertj;

import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.Demands;
import java.util.List;

/** Assertions about an embedding. */
public class EmbeddingAssert extends ClipAbstractAssert<EmbeddingAssert, Embedding> {

    /** Used by {@link ImageAssert#embedding()}. */
    public EmbeddingAssert(Embedding actual) {
        super(actual, EmbeddingAssert.class);
    }

    /**
     * Verifies the dimension of the embedding.
     *
     * @throws AssertionError if the embedding has another dimension
     */
    public EmbeddingAssert hasDimension(int dimension) {
        isNotNull();
        Demands.requireAtLeast(1, "dimension", dimension);
        Measurement found = Measurement.of("dimension", actual.dimension(), Relation.EQUAL_TO, dimension)
                .inWords(Integer.toString(actual.dimension()), Integer.toString(dimension));
        return require(found, "Expecting embedding to have dimension");
    }

    /**
     * Verifies that the cosine with another embedding is above a threshold.
     *
     * @param threshold in [-1, 1]
     * @throws IllegalArgumentException if the threshold is outside [-1, 1], or the dimensions differ
     * @throws AssertionError if the cosine is not above the threshold
     */
    public EmbeddingAssert hasCosineAbove(Embedding other, double threshold) {
        isNotNull();
        Thresholds.cosine(Thresholds.COSINE, threshold);
        Demands.require("other", other);
        Measurement cosine =
                Measurement.of("cosine of the embeddings", actual.cosine(other), Relation.ABOVE, threshold);
        return require(cosine, "Expecting cosine of the embeddings to be above");
    }

    private EmbeddingAssert require(Measurement measurement, String demand) {
        return settle(
                Check.of(measurement, List.of()),
                () -> "\n" + FailureText.compared(demand, measurement.wantedText(), measurement.foundText()));
    }
}
