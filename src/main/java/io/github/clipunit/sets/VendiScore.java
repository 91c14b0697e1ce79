package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import io.github.clipunit.stats.Demands;
import java.util.Arrays;
import java.util.List;

/**
 * The Vendi score: how many clearly different things a set effectively has, the exponential of the entropy of the
 * eigenvalues of K / n, where K is the matrix of likenesses (Friedman and Dieng 2023, arXiv 2210.02410, definition
 * 3.1); of order q, the exponential of Renyi's entropy (Pasarkar and Dieng 2024, arXiv 2310.12952).
 *
 * <p>It lies between 1, all pictures alike, and n, all pictures orthogonal. Embeddings of pictures of one model are
 * never orthogonal, so real sets stay far below n: compare with a set known to be diverse. Orders above 1 listen to the
 * common kinds, orders below 1 to the rare ones.
 *
 * @hidden
 */
public final class VendiScore {

    private VendiScore() {}

    /**
     * The score of order 1, with cosines as likenesses.
     *
     * @param embeddings at least one, of one model
     * @return a number in [1, n]
     */
    public static double of(List<Embedding> embeddings) {
        return of(embeddings, 1);
    }

    /**
     * The score of any order, with cosines as likenesses.
     *
     * @param embeddings at least one, of one model
     * @param order 0 counts the kinds, 1 is Shannon's entropy, positive infinity weighs the commonest kind only; not
     *     negative
     * @return a number in [1, n]
     * @throws IllegalArgumentException if there are no embeddings, or the order is negative or NaN
     */
    public static double of(List<Embedding> embeddings, double order) {
        Demands.requireAtLeast(1, "number of embeddings", embeddings.size());
        if (embeddings.size() > embeddings.get(0).dimension()) {
            return of(EmbeddingMoments.of(embeddings), order);
        }
        double[][] cosines = new double[embeddings.size()][embeddings.size()];
        for (int i = 0; i < cosines.length; i++) {
            for (int j = 0; j <= i; j++) {
                cosines[i][j] = embeddings.get(i).cosine(embeddings.get(j));
            }
        }
        return ofKernel(cosines, order);
    }

    /**
     * The score of a set of any size in constant memory, from the eigenvalues of X'X / n, which are those of XX' / n.
     *
     * @throws IllegalArgumentException if there are no embeddings, or the order is negative or NaN
     */
    public static double of(EmbeddingMoments embeddings, double order) {
        Demands.requireAtLeast(1, "number of embeddings", (int) Math.min(embeddings.count(), Integer.MAX_VALUE));
        return ofEigenvalues(Eigenvalues.of(embeddings.secondMoments()), order);
    }

    /**
     * The score of things whose likenesses are given.
     *
     * @param likenesses a symmetric, positive semidefinite matrix with ones on its diagonal, of which the lower
     *     triangle is read
     * @param order as in {@link #of(List, double)}
     */
    static double ofKernel(double[][] likenesses, double order) {
        Demands.requireAtLeast(1, "number of likenesses", likenesses.length);
        double[] shares = Arrays.stream(Eigenvalues.of(likenesses))
                .map(value -> value / likenesses.length)
                .toArray();
        return ofEigenvalues(shares, order);
    }

    /** Orders below 1 make much of small eigenvalues, so those that only rounding keeps from zero are left out. */
    private static double ofEigenvalues(double[] eigenvalues, double order) {
        if (!(order >= 0)) {
            throw new IllegalArgumentException("order [" + order + "] must not be negative");
        }
        double largest = Arrays.stream(eigenvalues).max().orElseThrow();
        double[] shares = Arrays.stream(eigenvalues)
                .filter(value -> value > (order < 1 ? largest * 1e-9 : 0))
                .toArray();
        if (order == 1) {
            return Math.exp(Entropy.of(shares));
        }
        if (Double.isInfinite(order)) {
            return 1 / largest;
        }
        double powers =
                Arrays.stream(shares).map(share -> Math.pow(share, order)).sum();
        return Math.exp(Math.log(powers) / (1 - order));
    }
}
