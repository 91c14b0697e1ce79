package io.github.clipunit.sets;

import com.google.gson.JsonObject;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.SumFormat;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collector;

/**
 * The number of embeddings, their sum, and the sum of their outer products: all the data that {@link VendiScore},
 * {@link FrechetDistance} and {@link Cmmd} need about a set of any size.
 *
 * <p>Memory depends only on the dimension d: {@code 4 * d * d} bytes, 1 MB for 512 dimensions. Sums are double. Not for
 * use by several threads at once; give each thread its own moments and {@link #merge} them. Merging in any order and
 * grouping gives the sums of a single machine except for the rounding of double. {@link #toBytes} and {@link #toJson}
 * carry them from machine to machine without rounding.
 */
public final class EmbeddingMoments {

    private static final SumFormat FORMAT =
            new SumFormat("clipunit.moments/1", List.of(), List.of("dimension", "count"), List.of("sums", "products"));

    private long count;
    private double[] sum = {};
    private double[][] products = {};

    /** Creates moments without embeddings; the first embedding sets the dimension. */
    public EmbeddingMoments() {}

    /** Returns the moments of all embeddings given. */
    public static EmbeddingMoments of(Iterable<Embedding> embeddings) {
        EmbeddingMoments moments = new EmbeddingMoments();
        Demands.require("embeddings", embeddings).forEach(moments::add);
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
     * @throws IllegalArgumentException if its dimension differs from that of earlier embeddings
     */
    public void add(Embedding embedding) {
        open(Demands.require("embedding", embedding).dimension());
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
     * Adds the moments of another part.
     *
     * @return this
     * @throws IllegalArgumentException if the dimensions differ
     */
    public EmbeddingMoments merge(EmbeddingMoments other) {
        if (Demands.require("other", other).count == 0) {
            return this;
        }
        open(other.dimension());
        long all = Math.addExact(count, other.count);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.sum[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] += other.products[i][j];
            }
        }
        count = all;
        return this;
    }

    /**
     * Returns the moments as bytes, big endian: a little more than {@code 4 * d * d} bytes, in the format described in
     * docs/statistics.md.
     */
    public byte[] toBytes() {
        return FORMAT.bytes(fields());
    }

    /**
     * Reads moments that {@link #toBytes} wrote, bit for bit. Other or damaged bytes cause an IllegalArgumentException.
     */
    public static EmbeddingMoments ofBytes(byte[] bytes) {
        return FORMAT.read(Demands.require("bytes", bytes), EmbeddingMoments::restored);
    }

    /** Returns the moments as JSON with its own checksum. */
    public String toJson() {
        return FORMAT.json(fields());
    }

    /**
     * Reads moments that {@link #toJson} wrote, bit for bit. Other or damaged text causes an IllegalArgumentException.
     */
    public static EmbeddingMoments ofJson(String json) {
        return FORMAT.parse(Demands.require("json", json), EmbeddingMoments::restored);
    }

    private JsonObject fields() {
        return FORMAT.fields(
                dimension(),
                count,
                sum,
                Arrays.stream(products).flatMapToDouble(Arrays::stream).toArray());
    }

    private static EmbeddingMoments restored(JsonFields fields) {
        List<Double> sums = fields.numbers("sums");
        List<Double> products = fields.numbers("products");
        int d = sums.size();
        if (fields.number("dimension") != d || products.size() != d * (d + 1L) / 2) {
            throw new IllegalArgumentException("dimension [" + fields.number("dimension") + "] must fit [" + d
                    + "] sums and [" + products.size() + "] products");
        }
        EmbeddingMoments moments = new EmbeddingMoments();
        moments.open(d);
        moments.count = (long) fields.number("count", Math.min(1, d), d * 1e15);
        Iterator<Double> product = products.iterator();
        for (int i = 0; i < d; i++) {
            moments.sum[i] = sums.get(i);
            for (int j = 0; j <= i; j++) {
                moments.products[i][j] = product.next();
            }
        }
        return moments;
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

    /** Returns the number of embeddings added. */
    public long count() {
        return count;
    }

    /** Returns the dimension of the embeddings; 0 before the first one is added. */
    public int dimension() {
        return sum.length;
    }

    double mean(int i) {
        return sum[i] / count;
    }

    /** Returns the mean of the products of coordinates i and j. */
    double product(int i, int j) {
        return (j <= i ? products[i][j] : products[j][i]) / count;
    }

    /**
     * Returns the mean of the outer products; its eigenvalues are those of the matrix of cosines divided by the count.
     */
    double[][] secondMoments() {
        return matrix((i, j) -> product(i, j));
    }

    /** Returns the covariance of the coordinates, with {@code count - 1} in the denominator. */
    double[][] covariance() {
        return matrix((i, j) -> scatter(i, j) / (count - 1.0));
    }

    /** Returns the sum of products of the deviations of coordinates i and j from their means. */
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
