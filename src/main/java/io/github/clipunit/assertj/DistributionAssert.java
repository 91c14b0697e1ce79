package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;

/** Checks of how far two sets of pictures are apart, as their embeddings are distributed. */
public class DistributionAssert extends ClipAbstractAssert<DistributionAssert, EmbeddingSets> {

    private static final int REDIVISIONS = 999;
    private static final double LARGEST_CMMD = 40;
    private static final double LARGEST_FRECHET = 4;

    private final Check.Builder check;
    private final PreparedStep step;

    /**
     * Used by {@link ImagesAssert#isDistributedLike} and {@link EmbeddingMomentsAssert#isDistributedLike}.
     *
     * @param check the start of what is told of the one check that follows
     */
    DistributionAssert(EmbeddingSets actual, Check.Builder check) {
        super(actual, DistributionAssert.class);
        this.check = check;
        this.step = PreparedStep.begin("isDistributedLike(…)");
    }

    /**
     * Verifies that CMMD, 1000 times the squared maximum mean discrepancy under a Gaussian kernel of sigma 10, is below a
     * threshold (Jayasumana et al. 2024, arXiv 2401.09603). Two samples of one source are not at 0 but at about {@code 10 *
     * (1/n + 1/m)} or less; {@link #withUnbiasedCmmdBelow} is free of that.
     *
     * <pre><code class="java">
     * assertThatImages(today).isDistributedLike(accepted).withCmmdBelow(0.5);       // passes at 0.12
     * assertThatImages(washedOut).isDistributedLike(accepted).withCmmdBelow(0.5);   // fails at 1.94
     * </code></pre>
     *
     * @param threshold in [0, 40]; what is usual depends on the model and the sizes of the sets
     * @throws AssertionError if the distance is not below it, or NaN
     */
    public DistributionAssert withCmmdBelow(double threshold) {
        Thresholds.within("CMMD", threshold, 0, LARGEST_CMMD);
        step.finish();
        return requireBelow("CMMD", actual.cmmd(), threshold);
    }

    /**
     * As {@link #withCmmdBelow}, by the estimator that leaves out the likeness of pictures with themselves (Gretton et al.
     * 2012, JMLR 13, equation 3): 0 is expected for two samples of one source, and half of such values are negative.
     *
     * @param threshold in [0, 40]
     * @throws IllegalArgumentException if a set has fewer than two pictures
     */
    public DistributionAssert withUnbiasedCmmdBelow(double threshold) {
        Thresholds.within("unbiased CMMD", threshold, 0, LARGEST_CMMD);
        step.finish();
        return requireBelow("unbiased CMMD", actual.unbiasedCmmd(), threshold);
    }

    /**
     * Verifies that chance explains the distance: the share of 999 random re-divisions of all pictures that lie as far
     * apart. It finds what is not chance, however small: with many pictures a difference that nobody minds fails.
     *
     * @param level how often a set of the same source may fail, such as 0.01; in [0.001, 1]
     * @throws IllegalArgumentException if both sets together have more than 5000 pictures
     * @throws AssertionError if the p-value is not above the level
     */
    public DistributionAssert withPValueAbove(double level) {
        Thresholds.within("level", level, 1.0 / (REDIVISIONS + 1), 1);
        step.finish();
        double pValue = actual.pValue(REDIVISIONS);
        return settle(
                check("p-value of CMMD above", "pValue", pValue, level),
                pValue > level,
                () -> subject("p-value of CMMD").above(level, pValue) + ", at CMMD " + Fixed.fixed(actual.cmmd()),
                pValue,
                level);
    }

    /**
     * Verifies that the squared Frechet distance of two normal distributions of embeddings is below a threshold (Heusel et
     * al. 2017, arXiv 1706.08500, equation 6). This is not FID, which uses Inception features; prefer CMMD, which needs far
     * fewer pictures.
     *
     * @param threshold in [0, 4]
     * @throws IllegalArgumentException if a set has fewer than five pictures for each dimension of the model, so 2560 for
     *     512 dimensions
     * @throws AssertionError if the distance is not below it, or NaN
     */
    public DistributionAssert withFrechetDistanceBelow(double threshold) {
        Thresholds.within("Frechet distance", threshold, 0, LARGEST_FRECHET);
        step.finish();
        return requireBelow("Frechet distance", actual.frechet(), threshold);
    }

    private DistributionAssert requireBelow(String name, double distance, double threshold) {
        return settle(
                check(name + " below", "distance", distance, threshold),
                distance < threshold,
                () -> subject(name).below(threshold, distance),
                distance,
                threshold);
    }

    private Check.Builder check(String name, String figure, double found, double demanded) {
        return check.fact("measure", name).figure(figure, found).figure("demanded", demanded);
    }

    private FailureText subject(String name) {
        return FailureText.expecting(name + " of")
                .fact(actual.size() + " pictures")
                .label("and")
                .fact(actual.referenceSize() + " pictures they should be like");
    }
}
