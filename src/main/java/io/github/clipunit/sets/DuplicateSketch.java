package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates among millions of pictures without comparing all pairs. Pictures on the same side of each of
 * several random hyperplanes share a bucket, and only those are compared (Charikar 2002, "Similarity estimation
 * techniques from rounding algorithms", section 3; in bands, as in Indyk and Motwani 1998).
 *
 * <p>A hyperplane separates vectors at an angle t with probability {@code t / pi}, so b bands of r hyperplanes bring
 * them together with probability {@code 1 - (1 - (1 - t / pi)^r)^b}. r is log2 of the number of pictures, rounded,
 * which gives each about one companion by chance in a band. b is the smallest number that finds pairs at the threshold
 * with a probability of 0.99; if that is more than 1000, r is lowered.
 *
 * <p>Embeddings of CLIP lie in a narrow cone, which few hyperplanes through the origin divide; these hyperplanes go
 * through the mean of the set. From there, at a distance R, pictures of cosine c appear at an angle of at most
 * {@code acos(1 - (1 - c) / R^2)}, where R^2 is taken two standard deviations below its mean. The seed is constant:
 * equal moments, size and threshold give equal buckets in every JVM. Safe for use by several threads.
 */
public final class DuplicateSketch {

    private static final double RECALL = 0.99;
    private static final int MOST_BANDS = 1000;
    private static final int MOST_BITS = 32;
    private static final long SEED = 20_020_519;

    private final EmbeddingMoments moments;
    private final double threshold;
    private final double spread;
    private final int bits;
    private final int bands;
    /**
     * One row per coordinate, so that the inner loop runs over all hyperplanes; the last row is the position of the
     * mean.
     */
    private final float[][] normals;

    private DuplicateSketch(EmbeddingMoments moments, long size, double threshold) {
        this.moments = moments;
        this.threshold = threshold;
        spread = spread(moments);
        int r = (int) Math.max(1, Math.min(MOST_BITS, Math.round(Math.log((double) size) / Math.log(2))));
        while (bands(r) > MOST_BANDS) {
            r--;
        }
        bits = r;
        bands = (int) Math.max(1, bands(r));
        normals = new float[moments.dimension() + 1][bits * bands];
        Random random = new Random(SEED);
        for (int i = 0; i < moments.dimension(); i++) {
            for (int h = 0; h < bits * bands; h++) {
                normals[i][h] = (float) random.nextGaussian();
                normals[moments.dimension()][h] -= (float) (normals[i][h] * moments.mean(i));
            }
        }
    }

    /**
     * Creates a sketch for a set.
     *
     * @param moments the moments of the set, or of a sample of some thousands
     * @param size the approximate number of pictures in the set
     * @param threshold the cosine at which two pictures count as near-duplicates, at most 1
     * @throws IllegalArgumentException if the threshold is so close to the cosines of unlike pictures that comparing
     *     all pairs is cheaper, which is where {@code acos} above exceeds 60 degrees
     */
    public static DuplicateSketch of(EmbeddingMoments moments, long size, double threshold) {
        Demands.require("moments", moments);
        Demands.requireAtLeast(1, "size", size);
        if (lowest(moments) > 1) {
            throw new IllegalArgumentException("all [" + moments.count()
                    + "] pictures are nearly identical, so a sketch cannot divide them; compare all pairs");
        }
        if (!(threshold >= lowest(moments) && threshold <= 1)) {
            throw new IllegalArgumentException("cosine threshold [" + threshold + "] must lie between ["
                    + lowest(moments) + "] and 1 for a sketch of this set; below that, compare all pairs");
        }
        return new DuplicateSketch(moments, size, threshold);
    }

    /** Returns the lowest threshold for which a sketch of a set is worthwhile. */
    static double lowest(EmbeddingMoments moments) {
        return 1 - spread(moments) / 2;
    }

    /**
     * Returns the squared distance from the mean: its average {@code 1 - |m|^2} minus two standard deviations of
     * {@code 2 * m * x}.
     */
    private static double spread(EmbeddingMoments moments) {
        double squares = 0;
        double variance = 0;
        for (int i = 0; i < moments.dimension(); i++) {
            squares += moments.mean(i) * moments.mean(i);
            for (int j = 0; j < moments.dimension(); j++) {
                variance += moments.mean(i) * moments.mean(j) * moments.scatter(i, j) / moments.count();
            }
        }
        return 1 - squares - 4 * Math.sqrt(Math.max(0, variance));
    }

    private double bands(int r) {
        return Math.ceil(Math.log(1 - RECALL) / Math.log1p(-Math.pow(agreement(), r)));
    }

    /** Returns the probability that a hyperplane does not separate two pictures at the threshold. */
    private double agreement() {
        return 1 - Math.acos(1 - (1 - threshold + NearDuplicate.ROUNDING) / spread) / Math.PI;
    }

    /** Returns the number of hyperplanes in a band, which is the number of bits used in a bucket. */
    public int bitsPerBand() {
        return bits;
    }

    /**
     * Returns the bucket of a picture in each band. Pictures that share the bucket of any band should be compared.
     *
     * @throws IllegalArgumentException if the dimension differs from that of the moments
     */
    public long[] buckets(Embedding embedding) {
        float[] x = Demands.require("embedding", embedding).toArray();
        moments.requireDimension(x.length);
        float[] sums = normals[x.length].clone();
        for (int i = 0; i < x.length; i++) {
            float xi = x[i];
            float[] row = normals[i];
            for (int h = 0; h < sums.length; h++) {
                sums[h] += xi * row[h];
            }
        }
        long[] buckets = new long[bands];
        for (int h = 0; h < sums.length; h++) {
            buckets[h / bits] |= sums[h] > 0 ? 1L << h % bits : 0;
        }
        return buckets;
    }

    /**
     * Returns the pictures of a set that nearly repeat an earlier one, each with the most similar one that the sketch
     * brought together with it. Equal embeddings are always found. All cosines are exact. Takes 8 bytes per picture and
     * band.
     */
    public List<NearDuplicate> in(List<Embedding> embeddings) {
        @Nullable
        NearDuplicate[] found =
                new NearDuplicate[Demands.requireItems("embeddings", embeddings).size()];
        Map<Embedding, Integer> first = new HashMap<>();
        for (int i = 0; i < found.length; i++) {
            Integer original = first.putIfAbsent(embeddings.get(i), i);
            if (original != null) {
                NearDuplicate.compare(embeddings, i, original, threshold, found);
            }
        }
        int[] places =
                first.values().stream().mapToInt(Integer::intValue).sorted().toArray();
        long[][] buckets = Arrays.stream(places)
                .parallel()
                .mapToObj(i -> buckets(embeddings.get(i)))
                .toArray(long[][]::new);
        for (int b = 0; b < bands; b++) {
            int band = b;
            long[] order = IntStream.range(0, places.length)
                    .mapToLong(i -> buckets[i][band] << 32 | places[i])
                    .toArray();
            Arrays.parallelSort(order);
            IntStream.range(1, order.length).parallel().forEach(at -> {
                for (int i = at - 1; i >= 0 && (order[i] ^ order[at]) >>> 32 == 0; i--) {
                    NearDuplicate.compare(embeddings, (int) order[at], (int) order[i], threshold, found);
                }
            });
        }
        return NearDuplicate.listed(found);
    }
}
