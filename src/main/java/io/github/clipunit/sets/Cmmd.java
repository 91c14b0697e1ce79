package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * CMMD, the distance of two sets of pictures as their embeddings are distributed: 1000 times the squared maximum mean
 * discrepancy under a Gaussian kernel of sigma 10 (Jayasumana et al. 2024, arXiv 2401.09603, section 4).
 *
 * <p>With unit vectors the kernel is nearly linear, so that the value is about ten times the squared distance of the
 * two means and lies in [0, 40]. Sums are kept in double, of {@code kernel - 1}, for all kernel values lie in [0.98,
 * 1]. Values depend on the model: published ones come from ViT-L/14 at 336 pixels.
 */
public final class Cmmd {

    /** The kernel is {@code exp(-d^2 / (2 * sigma^2))}. */
    static final double SIGMA = 10;
    /** What the squared discrepancy is multiplied by, for legible numbers. */
    static final double SCALE = 1000;
    /** The most embeddings, both sets together, that {@link #pValue} takes; it holds a number for each pair of them. */
    public static final int MOST_FOR_P_VALUE = 5000;

    private static final double CHANCE = 0.95;
    private static final double GAMMA = 1 / (2 * SIGMA * SIGMA);
    private static final long SEED = 20_240_119;

    private Cmmd() {}

    /**
     * The distance as the authors estimate it, each picture's likeness with itself included, so that two samples of one
     * source are expected at {@code 10 * v * (1/n + 1/m)}, v being the mean squared distance from the mean (at most 1),
     * and not at 0.
     *
     * @param first at least one embedding
     * @param second at least one embedding, of the same model
     * @return the distance, 0 for equal sets; every pair is compared, so let sets of many thousands be {@link
     *     EmbeddingMoments}
     */
    public static double biased(List<Embedding> first, List<Embedding> second) {
        requireAny(1, first, second);
        return SCALE * (mean(first, first) + mean(second, second) - 2 * mean(first, second));
    }

    /**
     * The distance without the likeness of pictures with themselves (Gretton et al. 2012, JMLR 13, equation 3): 0 is
     * expected for two samples of one source, and about half of such values are negative.
     *
     * @param first at least two embeddings
     * @param second at least two embeddings, of the same model
     */
    public static double unbiased(List<Embedding> first, List<Embedding> second) {
        requireAny(2, first, second);
        return SCALE
                * (distinct(mean(first, first), first.size())
                        + distinct(mean(second, second), second.size())
                        - 2 * mean(first, second));
    }

    /**
     * As {@link #biased(List, List)}, for sets of any size in constant memory and in a time that does not depend on
     * them. The kernel is cut after its quadratic term, which makes the result too small by at most 0.0007.
     */
    public static double biased(EmbeddingMoments first, EmbeddingMoments second) {
        requireAny(1, first, second);
        return SCALE * (mean(first, first) + mean(second, second) - 2 * mean(first, second));
    }

    /** As {@link #unbiased(List, List)}, under the terms of {@link #biased(EmbeddingMoments, EmbeddingMoments)}. */
    public static double unbiased(EmbeddingMoments first, EmbeddingMoments second) {
        requireAny(2, first, second);
        return SCALE
                * (distinct(mean(first, first) - selfLikeness(), first.count())
                        + distinct(mean(second, second) - selfLikeness(), second.count())
                        - 2 * (mean(first, second) - selfLikeness()));
    }

    /**
     * The probability that two sets of one source lie as far apart as these, by {@code times} random re-divisions of
     * all embeddings, seeded with a constant: {@code (1 + those as far) / (1 + times)} (Phipson and Smyth 2010).
     *
     * @param first at least one embedding
     * @param second at least one embedding, of the same model; at most {@link #MOST_FOR_P_VALUE} together
     * @param times how many re-divisions, such as 999; the smallest p-value is {@code 1 / (1 + times)}
     * @return the p-value, in (0, 1]
     */
    public static double pValue(List<Embedding> first, List<Embedding> second, int times) {
        requireAny(1, first, second);
        Demands.requireAtLeast(1, "number of re-divisions", times);
        int all = first.size() + second.size();
        if (all > MOST_FOR_P_VALUE) {
            throw new IllegalArgumentException("a p-value needs a number for each pair of [" + all
                    + "] embeddings; at most " + MOST_FOR_P_VALUE + " are taken: draw that many from both sets");
        }
        return new Redivision(first, second).pValue(times, new SplittableRandom(SEED));
    }

    /**
     * What {@link #biased} gives for two samples, of these sizes, of one source, if its pictures spread as those of each set
     * spread around the set's own mean: how far apart both sets are plays no part. The squared distance of two means over the
     * variance within is taken to follow the F distribution of Dempster 1958 (Annals of Mathematical Statistics 29, pages 995
     * to 1010) with {@code r} and {@code (n + m - 2) * r} degrees of freedom, {@code r = tr(C)^2 / tr(C^2)}.
     *
     * @return NaN where one set and the other have fewer than four embeddings together
     */
    public static Chance chance(EmbeddingMoments first, EmbeddingMoments second) {
        requireAny(1, first, second);
        double degrees = first.count() + second.count() - 2.0;
        if (degrees < 2) {
            return new Chance(Double.NaN, Double.NaN);
        }
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < first.dimension(); i++) {
            for (int j = 0; j <= i; j++) {
                double covariance = (first.scatter(i, j) + second.scatter(i, j)) / degrees;
                squares += (i == j ? 1 : 2) * covariance * covariance;
                trace += i == j ? covariance : 0;
            }
        }
        double size = 1.0 / first.count() + 1.0 / second.count();
        double expected = 2 * GAMMA * SCALE * trace * size;
        if (!(trace > 1e-12)) {
            return new Chance(0, 0);
        }
        // the mean square of a sampled covariance is too large by what its sampling adds
        double unbiased = (squares - trace * trace / degrees) * degrees * degrees / ((degrees - 1) * (degrees + 2));
        double r = Math.max(1, trace * trace / Math.max(unbiased, trace * trace / first.dimension()));
        return new Chance(expected, expected * FDistribution.of(r, r * degrees).inverseSurvivalProbability(1 - CHANCE));
    }

    /**
     * What chance gives: on average, and what 95 % of such pairs of samples stay below.
     *
     * @hidden
     */
    public record Chance(double expected, double high) {}

    static double likeness(double cosine) {
        return Math.expm1(-GAMMA * (2 - 2 * cosine));
    }

    /** Rows are summed each by itself and then in order, so that the result does not depend on threads. */
    private static double mean(List<Embedding> first, List<Embedding> second) {
        double[] rows = IntStream.range(0, first.size())
                .parallel()
                .mapToDouble(i -> second.stream()
                        .mapToDouble(y -> likeness(first.get(i).cosine(y)))
                        .sum())
                .toArray();
        return Arrays.stream(rows).sum() / first.size() / second.size();
    }

    /** Takes the n zeros of the diagonal out of a mean over n * n. */
    private static double distinct(double mean, long n) {
        return mean * n / (n - 1);
    }

    /**
     * The kernel without the constant that cancels: {@code e^-2g * (2g * c + (2g * c)^2 / 2)}, averaged over all pairs.
     */
    private static double mean(EmbeddingMoments first, EmbeddingMoments second) {
        second.requireDimension(first.dimension());
        double linear = 0;
        double quadratic = 0;
        for (int i = 0; i < first.dimension(); i++) {
            linear += first.mean(i) * second.mean(i);
            for (int j = 0; j < i; j++) {
                quadratic += 2 * first.product(i, j) * second.product(i, j);
            }
            quadratic += first.product(i, i) * second.product(i, i);
        }
        return Math.exp(-2 * GAMMA) * (2 * GAMMA * linear + 2 * GAMMA * GAMMA * quadratic);
    }

    /** What {@link #mean(EmbeddingMoments, EmbeddingMoments)} gives a pair of cosine 1. */
    private static double selfLikeness() {
        return Math.exp(-2 * GAMMA) * (2 * GAMMA + 2 * GAMMA * GAMMA);
    }

    private static void requireAny(int least, List<Embedding> first, List<Embedding> second) {
        requireAny(
                least,
                Demands.requireItems("first", first).size(),
                Demands.requireItems("second", second).size());
    }

    private static void requireAny(int least, EmbeddingMoments first, EmbeddingMoments second) {
        requireAny(
                least,
                Demands.require("first", first).count(),
                Demands.require("second", second).count());
    }

    private static void requireAny(int least, long first, long second) {
        if (Math.min(first, second) < least) {
            throw new IllegalArgumentException(
                    "sets of [" + first + "] and [" + second + "] embeddings; each must have at least " + least);
        }
    }
}
