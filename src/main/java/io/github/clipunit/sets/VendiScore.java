package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.List;

/**
 * The Vendi score: the effective number of clearly different things in a set, which is the exponential of the entropy
 * of the eigenvalues of K / n, where K is the matrix of similarities (Friedman and Dieng 2023, arXiv 2210.02410,
 * definition 3.1).
 *
 * <p>It lies between 1, for identical pictures, and n, for orthogonal ones. Embeddings of pictures of one model are
 * never orthogonal, so real sets stay far below n: compare with a set known to be diverse.
 */
public final class VendiScore {

    private VendiScore() {}

    /**
     * Returns the score with cosines as similarities.
     *
     * @param embeddings at least one, of one model
     * @return a number in [1, n]
     * @throws IllegalArgumentException if there are no embeddings
     */
    public static double of(List<Embedding> embeddings) {
        Demands.requireAtLeast(
                1,
                "number of embeddings",
                Demands.requireItems("embeddings", embeddings).size());
        if (embeddings.size() > embeddings.get(0).dimension()) {
            return of(EmbeddingMoments.of(embeddings));
        }
        double[][] cosines = new double[embeddings.size()][embeddings.size()];
        for (int i = 0; i < cosines.length; i++) {
            for (int j = 0; j <= i; j++) {
                cosines[i][j] = embeddings.get(i).cosine(embeddings.get(j));
            }
        }
        return ofKernel(cosines);
    }

    /**
     * Returns the score of a set of any size in constant memory, from the eigenvalues of X'X / n, which are those of
     * XX' / n.
     *
     * @throws IllegalArgumentException if there are no embeddings
     */
    public static double of(EmbeddingMoments embeddings) {
        Demands.requireAtLeast(
                1,
                "number of embeddings",
                Demands.require("embeddings", embeddings).count());
        return Math.exp(Entropy.of(Eigenvalues.of(embeddings.secondMoments())));
    }

    /**
     * Returns the score of things with given similarities.
     *
     * @param likenesses a symmetric, positive semidefinite matrix with ones on its diagonal, of which the lower
     *     triangle is read
     */
    static double ofKernel(double[][] likenesses) {
        Demands.requireAtLeast(1, "number of likenesses", likenesses.length);
        return Math.exp(Entropy.of(Arrays.stream(Eigenvalues.of(likenesses))
                .map(value -> value / likenesses.length)
                .toArray()));
    }
}
