package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import java.util.stream.Collector;

/**
 * How many embeddings there were, their sum, and the sum of their outer products: all that {@link VendiScore}, {@link
 * FrechetDistance} and {@link Cmmd} need to know of a set of any size.
 *
 * <p>Memory depends on the dimension d alone: {@code 4 * d * d} bytes, 1 MB for 512 dimensions. Sums are kept in
 * double. Not for use by several threads at once; let each have its own and {@link #merge} them.
 */
public final class EmbeddingMoments {

    private long count;
    private double[] sum = {};
    private double[][] products = {};

    /** The moments of no embedding yet; the first one sets the dimension. */
    public EmbeddingMoments() {}

    /** The moments of all embeddings given. */
    public static EmbeddingMoments of(Iterable<Embedding> embeddings) {
        EmbeddingMoments moments = new EmbeddingMoments();
        embeddings.forEach(moments::add);
        return moments;
    }

    /** Collects a stream of embeddings, in constant memory. */
    public static Collector<Embedding, ?, EmbeddingMoments> collector() {
        return Collector.of(
                EmbeddingMoments::new,
                EmbeddingMoments::add,
                EmbeddingMoments::merge,
                Collector.Characteristics.UNORDERED);
    }

    /**
     * Adds one embedding.
     *
     * @throws IllegalArgumentException if its dimension differs from that of those before
     */
    public void add(Embedding embedding) {
        open(embedding.dimension());
        float[] x = embedding.toArray();
        for (int i = 0; i < x.length; i++) {
            double xi = x[i];
            double[] row = products[i];
            sum[i] += xi;
            for (int j = 0; j <= i; j++) {
                row[j] += xi * x[j];
            }
        }
        count++;
    }

    /**
     * Adds what another has seen.
     *
     * @return this
     * @throws IllegalArgumentException if the dimensions differ
     */
    public EmbeddingMoments merge(EmbeddingMoments other) {
        if (other.count == 0) {
            return this;
        }
        open(other.dimension());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.sum[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] += other.products[i][j];
            }
        }
        count += other.count;
        return this;
    }

    private void open(int dimension) {
        if (count == 0) {
            sum = new double[dimension];
            products = new double[dimension][];
            for (int i = 0; i < dimension; i++) {
                products[i] = new double[i + 1];
            }
        }
        requireDimension(dimension);
    }

    void requireDimension(int dimension) {
        if (dimension != sum.length) {
            throw new IllegalArgumentException("embedding dimensions differ: " + sum.length + " != " + dimension
                    + "; were they made by two models?");
        }
    }

    /** How many embeddings were added. */
    public long count() {
        return count;
    }

    /** The dimension of the embeddings; 0 as long as none was added. */
    public int dimension() {
        return sum.length;
    }

    double mean(int i) {
        return sum[i] / count;
    }

    /** The mean of the products of coordinates i and j. */
    double product(int i, int j) {
        return (j <= i ? products[i][j] : products[j][i]) / count;
    }

    /** The mean of outer products; its eigenvalues are those of the matrix of cosines, divided by the count. */
    double[][] secondMoments() {
        return matrix((i, j) -> product(i, j));
    }

    /** The covariance of coordinates, with {@code count - 1} in the denominator. */
    double[][] covariance() {
        return matrix((i, j) -> scatter(i, j) / (count - 1.0));
    }

    /** The sum of products of what coordinates i and j differ from their means by. */
    double scatter(int i, int j) {
        return (product(i, j) - mean(i) * mean(j)) * count;
    }

    private double[][] matrix(Entry entry) {
        double[][] matrix = new double[sum.length][sum.length];
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = entry.at(i, j);
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    private interface Entry {
        double at(int i, int j);
    }
}
