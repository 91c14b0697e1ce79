package io.github.clipunit.sets;

import io.github.clipunit.internal.Demands;

/**
 * The Frechet distance between two sets of pictures, each treated as a normal distribution of embeddings:
 * {@code |m1 - m2|^2 + tr(C1 + C2 - 2 * sqrt(C1 * C2))} (Dowson and Landau 1982; Heusel et al. 2017, arXiv 1706.08500,
 * equation 6).
 *
 * <p>These are CLIP embeddings of unit length, so the value is neither FID, which uses Inception features, nor
 * comparable with distances of CLIP features that were not normalised. It lies in [0, 4]. Small samples make it far too
 * large; {@link Cmmd} does not suffer from that and should be preferred.
 */
public final class FrechetDistance {

    /**
     * The embeddings needed per dimension. Heusel et al. demand 10,000 for 2048 dimensions, which is about the same.
     */
    private static final int EMBEDDINGS_PER_DIMENSION = 5;

    private FrechetDistance() {}

    /**
     * Returns the smallest number of embeddings that each set must have: five per dimension, which is 2560 for a model
     * of 512 dimensions.
     *
     * @param dimension the dimension of the embeddings
     */
    public static int minimumSize(int dimension) {
        Demands.requireAtLeast(1, "dimension", dimension);
        return EMBEDDINGS_PER_DIMENSION * dimension;
    }

    /**
     * Returns the squared distance between two sets.
     *
     * @param first the moments of at least {@link #minimumSize} embeddings
     * @param second the moments of at least as many, of the same model
     * @throws IllegalArgumentException if a set is too small, or their dimensions differ
     */
    public static double between(EmbeddingMoments first, EmbeddingMoments second) {
        Demands.require("first", first);
        Demands.require("second", second).requireDimension(first.dimension());
        int least = EMBEDDINGS_PER_DIMENSION * first.dimension();
        if (Math.min(first.count(), second.count()) < Math.max(least, 2)) {
            throw new IllegalArgumentException("sets of [" + first.count() + "] and [" + second.count()
                    + "] embeddings are too small for a Frechet distance in " + first.dimension()
                    + " dimensions: each needs at least " + least + "; CMMD needs far fewer");
        }
        return between(first, second, first.covariance(), second.covariance());
    }

    private static double between(EmbeddingMoments first, EmbeddingMoments second, double[][] c1, double[][] c2) {
        double distance = 0;
        for (int i = 0; i < first.dimension(); i++) {
            double apart = first.mean(i) - second.mean(i);
            distance += apart * apart + c1[i][i] + c2[i][i];
        }
        for (double value : Eigenvalues.of(between(factor(c1), c2))) {
            distance -= 2 * Math.sqrt(Math.max(0, value));
        }
        return Math.max(0, distance);
    }

    /** Returns L'CL, which has the eigenvalues of LL'C and is symmetric. */
    private static double[][] between(double[][] lower, double[][] c) {
        double[][] transposed = new double[c.length][c.length];
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j <= i; j++) {
                transposed[j][i] = lower[i][j];
            }
        }
        double[][] product = new double[c.length][c.length];
        double[] row = new double[c.length];
        for (int i = 0; i < c.length; i++) {
            for (int k = 0; k < c.length; k++) {
                row[k] = dot(transposed[i], c[k], i);
            }
            for (int j = 0; j <= i; j++) {
                product[i][j] = dot(row, transposed[j], j);
            }
        }
        return product;
    }

    private static double dot(double[] a, double[] b, int from) {
        double sum = 0;
        for (int i = from; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Returns Cholesky's lower triangle L with LL' = c; a direction without variance gives a column of zeros. */
    private static double[][] factor(double[][] c) {
        double[][] lower = new double[c.length][c.length];
        double least = 0;
        for (int i = 0; i < c.length; i++) {
            least += 1e-13 * c[i][i];
        }
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = c[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(rest > least ? rest : 0) : lower[j][j] == 0 ? 0 : rest / lower[j][j];
            }
        }
        return lower;
    }
}
