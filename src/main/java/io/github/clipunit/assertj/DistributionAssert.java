package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.Cmmd;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.sets.FrechetDistance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assertions about the distance between two sets of pictures, measured on the distributions of their embeddings. */
public class DistributionAssert extends ClipAbstractAssert<DistributionAssert, DistributionAssert.EmbeddingSets> {

    private static final int REDIVISIONS = 999;
    private static final double LARGEST_CMMD = 40;
    private static final double LARGEST_FRECHET = 4;

    private final List<ClipImage> images;
    private final @Nullable ClipModel model;
    /** The step reported for a test that leaves it unchecked, and an example of the check that should follow. */
    static final String STEP = "isDistributedLike(…)";

    static final String LACKING = ".withCmmdBelow(0.5)";

    private final TestScope.Step step;

    /**
     * Used by {@link ImagesAssert#isDistributedLike} and {@link EmbeddingMomentsAssert#isDistributedLike}.
     *
     * @param images the pictures of the set, or none if they are not in memory
     * @param model the model that made the embeddings, or null if it is unknown
     */
    DistributionAssert(EmbeddingSets actual, List<ClipImage> images, @Nullable ClipModel model, TestScope.Step step) {
        super(actual, DistributionAssert.class);
        this.images = images;
        this.model = model;
        this.step = step;
    }

    /**
     * Verifies that CMMD, 1000 times the squared maximum mean discrepancy under a Gaussian kernel of sigma 10, is below
     * a threshold (Jayasumana et al. 2024, arXiv 2401.09603). Two samples of one source have an expected distance of
     * {@code 10 * v * (1/n + 1/m)} rather than 0, where v, at most 1, is the variance of the source's embeddings. The
     * message and the check's data give the distance that chance alone produces for these sets: the average and the 95
     * % quantile. {@link #withUnbiasedCmmdBelow} has an expected value of 0.
     *
     * <pre><code class="java">
     * assertThatImages(today).isDistributedLike(accepted).withCmmdBelow(0.5);       // passes at 0.12
     * assertThatImages(washedOut).isDistributedLike(accepted).withCmmdBelow(0.5);   // fails at 1.94
     * </code></pre>
     *
     * @param threshold in [0, 40]; typical values depend on the model and on the sizes of the sets
     * @throws AssertionError if the distance is not below the threshold, or NaN
     */
    public DistributionAssert withCmmdBelow(double threshold) {
        Thresholds.within("CMMD threshold", threshold, 0, LARGEST_CMMD);
        step.finish();
        return requireCmmd("CMMD", actual.cmmd(), threshold, 0);
    }

    /**
     * Works like {@link #withCmmdBelow} but uses the unbiased estimator, which leaves out the similarity of each
     * picture with itself (Gretton et al. 2012, JMLR 13, equation 3). Two samples of one source have an expected value
     * of 0, and about half of these values are negative.
     *
     * @param threshold in [0, 40]
     * @throws IllegalArgumentException if a set has fewer than two pictures
     */
    public DistributionAssert withUnbiasedCmmdBelow(double threshold) {
        Thresholds.within("unbiased CMMD threshold", threshold, 0, LARGEST_CMMD);
        step.finish();
        return requireCmmd("unbiased CMMD", actual.unbiasedCmmd(), threshold, 1);
    }

    /**
     * Verifies that chance can explain the distance. The p-value is the share of 999 random re-divisions of all
     * pictures that lie at least as far apart. With many pictures, the test finds even differences too small to matter.
     *
     * @param level the share of runs in which a set of the same source may fail, such as 0.01; in [0.001, 1]
     * @throws IllegalArgumentException if both sets together have more than 5000 pictures
     * @throws AssertionError if the p-value is not above the level
     */
    public DistributionAssert withPValueAbove(double level) {
        Thresholds.within("level", level, 1.0 / (REDIVISIONS + 1), 1);
        step.finish();
        Measurement pValue = Measurement.of("p-value of CMMD", actual.pValue(REDIVISIONS), Relation.ABOVE, level);
        return settle(check(pValue), () -> expecting(pValue).demand(pValue) + ", at CMMD " + fixed(actual.cmmd()));
    }

    /**
     * Verifies that the squared Frechet distance between two normal distributions of embeddings is below a threshold
     * (Heusel et al. 2017, arXiv 1706.08500, equation 6). This is not FID, which uses Inception features; prefer CMMD,
     * which needs far fewer pictures.
     *
     * @param threshold in [0, 4]
     * @throws IllegalArgumentException if a set has fewer than five pictures for each dimension of the model, which is
     *     2560 for 512 dimensions
     * @throws AssertionError if the distance is not below the threshold, or NaN
     */
    public DistributionAssert withFrechetDistanceBelow(double threshold) {
        Thresholds.within("Frechet distance threshold", threshold, 0, LARGEST_FRECHET);
        step.finish();
        return requireBelow("Frechet distance", actual.frechet(), threshold);
    }

    /**
     * Checks a CMMD against a threshold.
     *
     * @param unbiased 1 for the unbiased estimator, whose expected value by chance is 0; 0 for the biased one
     */
    private DistributionAssert requireCmmd(String measured, double found, double threshold, int unbiased) {
        Measurement distance = Measurement.of(measured, found, Relation.BELOW, threshold);
        Cmmd.Chance chance = actual.chance();
        double expected = (1 - unbiased) * chance.expected();
        double high = chance.high() - unbiased * chance.expected();
        Check.Builder check =
                check(distance).figure("expected by chance", expected).figure("by chance in 95 % below", high);
        String byChance = Double.isNaN(high)
                ? ""
                : "\nby chance:   " + fixed(expected) + " on average, below " + fixed(high)
                        + " in 95 % (two samples of one source, of these sizes)"
                        + (threshold < high ? advice(high / threshold) : "");
        return settle(check, () -> expecting(distance).demand(distance) + byChance);
    }

    /** Returns a hint to raise the threshold or to use larger sets: distances by chance shrink as sets grow. */
    private String advice(double times) {
        double each = 2 * times / (1.0 / actual.size() + 1.0 / actual.referenceSize());
        return "\nhint: by chance alone, more than 5 % of runs miss this threshold: raise it"
                + (each < 1e6 ? ", or compare sets of " + (long) Math.ceil(each) + " pictures each" : "");
    }

    private DistributionAssert requireBelow(String measured, double found, double threshold) {
        Measurement distance = Measurement.of(measured, found, Relation.BELOW, threshold);
        return settle(check(distance), () -> expecting(distance).demand(distance));
    }

    private Check.Builder check(Measurement measurement) {
        Check.Builder check = Check.of(measurement, images).named("is distributed like");
        return model == null ? check : check.model(model);
    }

    private FailureText expecting(Measurement measurement) {
        return FailureText.expecting(measurement.measured() + " of")
                .fact(Counted.of(actual.size(), "picture"))
                .label("and")
                .fact(Counted.of(actual.referenceSize(), "picture") + " they should be like");
    }

    /** Two sets of embeddings and the distance between them. */
    interface EmbeddingSets {

        /** Returns the number of embeddings in the set under test. */
        long size();

        /** Returns the number of embeddings in the reference set. */
        long referenceSize();

        double cmmd();

        double unbiasedCmmd();

        double pValue(int times);

        /** Returns the moments of both sets. */
        Summed summed();

        /** Returns the CMMD that chance alone produces. */
        default Cmmd.Chance chance() {
            Summed both = summed();
            return Cmmd.chance(both.set(), both.reference());
        }

        default double frechet() {
            Summed both = summed();
            return FrechetDistance.between(both.set(), both.reference());
        }

        /** Two sets whose embeddings are all in memory. */
        record Listed(List<Embedding> set, List<Embedding> reference) implements EmbeddingSets {

            @Override
            public long size() {
                return set.size();
            }

            @Override
            public long referenceSize() {
                return reference.size();
            }

            @Override
            public double cmmd() {
                return Cmmd.biased(set, reference);
            }

            @Override
            public double unbiasedCmmd() {
                return Cmmd.unbiased(set, reference);
            }

            @Override
            public double pValue(int times) {
                return Cmmd.pValue(set, reference, times);
            }

            @Override
            public Summed summed() {
                return new Summed(EmbeddingMoments.of(set), EmbeddingMoments.of(reference));
            }
        }

        /** Two sets of any size, of which only the moments are kept. */
        record Summed(EmbeddingMoments set, EmbeddingMoments reference) implements EmbeddingSets {

            @Override
            public long size() {
                return set.count();
            }

            @Override
            public long referenceSize() {
                return reference.count();
            }

            @Override
            public double cmmd() {
                return Cmmd.biased(set, reference);
            }

            @Override
            public double unbiasedCmmd() {
                return Cmmd.unbiased(set, reference);
            }

            @Override
            public double pValue(int times) {
                throw new IllegalStateException(
                        "a p-value needs every embedding, but EmbeddingMoments keeps only sums: draw up to "
                                + Cmmd.MOST_FOR_P_VALUE + " pictures from both sets and use assertThatImages(…)");
            }

            @Override
            public Summed summed() {
                return this;
            }
        }
    }
}
