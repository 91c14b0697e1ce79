package io.github.clipunit.sets;

import com.google.gson.JsonObject;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.SumFormat;
import io.github.clipunit.stats.Demands;
import java.util.Arrays;
import java.util.stream.Collector;
import java.util.stream.DoubleStream;

/**
 * How many embeddings there were, their sum, and the sum of their outer products: all that {@link VendiScore}, {@link
 * FrechetDistance} and {@link Cmmd} need to know of a set of any size.
 *
 * <p>Memory depends on the dimension d alone: {@code 4 * d * d} bytes, 1 MB for 512 dimensions. Sums are kept in
 * double. Not for use by several threads at once; let each have its own and {@link #merge} them. Merging in any order and
 * grouping gives the sums of one machine, but for the rounding of double. {@link #toBytes} and {@link #toJson} carry them
 * from machine to machine without any.
 */
public final class EmbeddingMoments {

    private static final SumFormat FORMAT = new SumFormat("clipunit.moments", 1);
    /** By how much the squared length of embeddings may differ from 1, kept as half floats say. */
    private static final double UNIT = 0.01;

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
     * The moments as bytes, big endian: the line {@code clipunit.moments/1}, dimension (int), count (long), sums and the lower
     * triangle of the sums of products row by row (doubles), and a CRC-32 of all before it. {@code 4 * d * d} bytes, 1 MB for
     * 512 dimensions.
     */
    public byte[] toBytes() {
        double[] numbers = DoubleStream.concat(Arrays.stream(sum), triangle()).toArray();
        return FORMAT.bytes(Integer.BYTES + Long.BYTES + Double.BYTES * numbers.length, out -> {
            out.putInt(dimension()).putLong(count);
            Arrays.stream(numbers).forEach(out::putDouble);
        });
    }

    /**
     * The moments that {@link #toBytes} wrote, bit for bit.
     *
     * @throws IllegalArgumentException if they are of another format or version, or damaged
     */
    public static EmbeddingMoments ofBytes(byte[] bytes) {
        return FORMAT.read(bytes, in -> {
            int dimension = in.getInt();
            long count = in.getLong();
            double[] numbers = new double[in.remaining() / Double.BYTES];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.getDouble();
            }
            return restored(dimension, count, numbers);
        });
    }

    /**
     * The moments as a JSON object of {@code format} ({@code "clipunit.moments/1"}), {@code dimension}, {@code count}, {@code
     * sums} and {@code products}, the lower triangle row by row.
     */
    public String toJson() {
        JsonObject json = FORMAT.json();
        json.addProperty("dimension", dimension());
        json.addProperty("count", count);
        json.add("sums", SumFormat.array(Arrays.stream(sum).boxed().toList()));
        json.add("products", SumFormat.array(triangle().boxed().toList()));
        return json.toString();
    }

    /**
     * The moments that {@link #toJson} wrote, bit for bit.
     *
     * @throws IllegalArgumentException if it is not JSON, of another format or version, or damaged; JSON carries no checksum,
     *     so a changed digit is seen only where sums contradict each other
     */
    public static EmbeddingMoments ofJson(String json) {
        return FORMAT.parse(json, fields -> {
            DoubleStream numbers = DoubleStream.concat(numbers(fields, "sums"), numbers(fields, "products"));
            int dimension = (int) Math.min(fields.count("dimension"), Integer.MAX_VALUE);
            return restored(dimension, fields.count("count"), numbers.toArray());
        });
    }

    private static DoubleStream numbers(JsonFields fields, String name) {
        return fields.numbers(name).stream().mapToDouble(Double::doubleValue);
    }

    private DoubleStream triangle() {
        return Arrays.stream(products).flatMapToDouble(Arrays::stream);
    }

    private static EmbeddingMoments restored(int dimension, long count, double... numbers) {
        if (count < 0 || dimension < 0 || (count == 0) != (dimension == 0)) {
            throw new IllegalArgumentException(
                    "count [" + count + "] and dimension [" + dimension + "] must both be positive, or both 0");
        }
        if (numbers.length != (dimension + 3L) * dimension / 2) {
            throw new IllegalArgumentException("dimension [" + dimension + "] needs " + (dimension + 3L) * dimension / 2
                    + " sums and products, but there are " + numbers.length);
        }
        Demands.requireFinite("sums and products", numbers);
        EmbeddingMoments moments = new EmbeddingMoments();
        moments.open(dimension);
        moments.count = count;
        System.arraycopy(numbers, 0, moments.sum, 0, dimension);
        double trace = 0;
        for (int i = 0, from = dimension; i < dimension; from += ++i) {
            System.arraycopy(numbers, from, moments.products[i], 0, i + 1);
            trace += moments.products[i][i];
        }
        if (Math.abs(trace - count) > UNIT * count) {
            throw new IllegalArgumentException("products of coordinates with themselves, [" + trace
                    + "] in all, must add up to the count [" + count + "], as those of unit vectors do");
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
