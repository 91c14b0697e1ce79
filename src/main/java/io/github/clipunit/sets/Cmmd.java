package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * CMMD, the distance between the distributions of two sets of embeddings: 1000 times the squared maximum mean
 * discrepancy under a Gaussian kernel of sigma 10 (Jayasumana et al. 2024, arXiv 2401.09603, section 4).
 *
 * <p>With unit vectors the kernel is nearly linear, so that the value is about ten times the squared distance of the
 * two means and lies in [0, 40]. Sums are double, of {@code kernel - 1}, because all kernel values lie in [0.98, 1].
 * Values depend on the model: published ones come from ViT-L/14 at 336 pixels.
 */
public final class Cmmd {

    /** The kernel is {@code exp(-d^2 / (2 * sigma^2))}. */
    static final double SIGMA = 10;
    /** The factor that makes the squared discrepancy legible. */
    static final double SCALE = 1000;
    /**
     * The largest number of embeddings, both sets together, for {@link #pValue}, which stores a number for each pair.
     */
    public static final int MOST_FOR_P_VALUE = 5000;

    private static final double CHANCE = 0.95;
    private static final double GAMMA = 1 / (2 * SIGMA * SIGMA);
    private static final long SEED = 20_240_119;

    private Cmmd() {}

    /**
     * Returns the distance by the authors' estimator, which includes the similarity of each picture with itself. Two
     * samples of one source have an expected distance of {@code 10 * v * (1/n + 1/m)} rather than 0, where v is the
     * mean squared distance from the mean (at most 1).
     *
     * @param first at least one embedding
     * @param second at least one embedding, of the same model
     * @return the distance, 0 for equal sets. Every pair is compared, so use {@link EmbeddingMoments} for sets of many
     *     thousands
     */
    public static double biased(List<Embedding> first, List<Embedding> second) {
        requireAny(1, first, second);
        return SCALE * (mean(first, first) + mean(second, second) - 2 * mean(first, second));
    }

    /**
     * Returns the distance without the similarity of pictures with themselves (Gretton et al. 2012, JMLR 13, equation
     * 3). Two samples of one source have an expected value of 0, and about half of these values are negative.
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
     * Works like {@link #biased(List, List)} for sets of any size, in constant memory and constant time. The kernel is
     * cut off after its quadratic term, which makes the result too small by at most 0.0007.
     */
    public static double biased(EmbeddingMoments first, EmbeddingMoments second) {
        requireAny(1, first, second);
        return SCALE * (mean(first, first) + mean(second, second) - 2 * mean(first, second));
    }

    /**
     * Works like {@link #unbiased(List, List)}, with the approximation of
     * {@link #biased(EmbeddingMoments, EmbeddingMoments)}.
     */
    public static double unbiased(EmbeddingMoments first, EmbeddingMoments second) {
        requireAny(2, first, second);
        return SCALE
                * (distinct(mean(first, first) - selfLikeness(), first.count())
                        + distinct(mean(second, second) - selfLikeness(), second.count())
                        - 2 * (mean(first, second) - selfLikeness()));
    }

    /**
     * Returns the probability that two sets of one source lie as far apart as these, by {@code times} random
     * re-divisions of all embeddings with a constant seed: {@code (1 + those as far) / (1 + times)} (Phipson and Smyth
     * 2010).
     *
     * @param first at least one embedding
     * @param second at least one embedding, of the same model; at most {@link #MOST_FOR_P_VALUE} together
     * @param times the number of re-divisions, such as 999; the smallest p-value is {@code 1 / (1 + times)}
     * @return the p-value, in (0, 1]
     */
    public static double pValue(List<Embedding> first, List<Embedding> second, int times) {
        requireAny(1, first, second);
        Demands.requireAtLeast(1, "number of re-divisions", times);
        int all = first.size() + second.size();
        if (all > MOST_FOR_P_VALUE) {
            throw new IllegalArgumentException("a p-value takes at most " + MOST_FOR_P_VALUE
                    + " embeddings, but both sets have [" + all + "]: draw fewer from each set");
        }
        return new Redivision(first, second).pValue(times, new SplittableRandom(SEED));
    }

    /**
     * Returns what {@link #biased} gives by chance for two samples of one source with these sizes. The source is
     * assumed to spread as each set spreads around its own mean; the distance between the sets does not matter. The
     * squared distance of two means divided by the variance within is assumed to follow the F distribution of Dempster
     * 1958 (Annals of Mathematical Statistics 29, pages 995 to 1010) with {@code r} and {@code (n + m - 2) * r} degrees
     * of freedom, {@code r = tr(C)^2 / tr(C^2)}.
     *
     * @return NaN if both sets together have fewer than four embeddings
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
        // the mean square of a sampled covariance is too large by the variance of its sampling
        double unbiased = (squares - trace * trace / degrees) * degrees * degrees / ((degrees - 1) * (degrees + 2));
        double r = Math.max(1, trace * trace / Math.max(unbiased, trace * trace / first.dimension()));
        return new Chance(expected, expected * FDistribution.of(r, r * degrees).inverseSurvivalProbability(1 - CHANCE));
    }

    /**
     * The distance by chance: its mean, and the value that 95 % of pairs of samples stay below.
     *
     * @hidden
     */
    public record Chance(double expected, double high) {}

    static double likeness(double cosine) {
        return Math.expm1(-GAMMA * (2 - 2 * cosine));
    }

    /** Sums each row separately and then the rows in order, so that the result does not depend on threads. */
    private static double mean(List<Embedding> first, List<Embedding> second) {
        double[] rows = IntStream.range(0, first.size())
                .parallel()
                .mapToDouble(i -> second.stream()
                        .mapToDouble(y -> likeness(first.get(i).cosine(y)))
                        .sum())
                .toArray();
        return Arrays.stream(rows).sum() / first.size() / second.size();
    }

    /** Removes the n zeros of the diagonal from a mean over n * n. */
    private static double distinct(double mean, long n) {
        return mean * n / (n - 1);
    }

    /**
     * Returns the kernel without the constant that cancels: {@code e^-2g * (2g * c + (2g * c)^2 / 2)}, averaged over
     * all pairs.
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

    /** Returns what {@link #mean(EmbeddingMoments, EmbeddingMoments)} gives for a pair of cosine 1. */
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
            throw new IllegalArgumentException("each set must have at least " + least + ", but first has [" + first
                    + "] and second has [" + second + "] embeddings");
        }
    }
}
