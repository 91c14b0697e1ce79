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

/** Checks of how far two sets of pictures are apart, as their embeddings are distributed. */
public class DistributionAssert extends ClipAbstractAssert<DistributionAssert, DistributionAssert.EmbeddingSets> {

    private static final int REDIVISIONS = 999;
    private static final double LARGEST_CMMD = 40;
    private static final double LARGEST_FRECHET = 4;

    private final List<ClipImage> images;
    private final @Nullable ClipModel model;
    /** What a test is told that leaves it unchecked, and what should follow. */
    static final String STEP = "isDistributedLike(…)";

    static final String LACKING = ".withCmmdBelow(0.5)";

    private final TestScope.Step step;

    /**
     * Used by {@link ImagesAssert#isDistributedLike} and {@link EmbeddingMomentsAssert#isDistributedLike}.
     *
     * @param images the set's pictures, or none where they are not in memory
     * @param model the model behind the embeddings, or null where it is not known
     */
    DistributionAssert(EmbeddingSets actual, List<ClipImage> images, @Nullable ClipModel model, TestScope.Step step) {
        super(actual, DistributionAssert.class);
        this.images = images;
        this.model = model;
        this.step = step;
    }

    /**
     * Verifies that CMMD, 1000 times the squared maximum mean discrepancy under a Gaussian kernel of sigma 10, is below a
     * threshold (Jayasumana et al. 2024, arXiv 2401.09603). Two samples of one source are not at 0 but at {@code 10 * v *
     * (1/n + 1/m)}, v being how much its embeddings vary, at most 1: the message and the check's data say what chance gives for
     * these sets, on average and in 95 %. {@link #withUnbiasedCmmdBelow} is expected at 0.
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
        Thresholds.within("CMMD threshold", threshold, 0, LARGEST_CMMD);
        step.finish();
        return requireCmmd("CMMD", actual.cmmd(), threshold, 0);
    }

    /**
     * As {@link #withCmmdBelow}, by the estimator that leaves out the likeness of pictures with themselves (Gretton et al.
     * 2012, JMLR 13, equation 3): 0 is expected for two samples of one source, and half of such values are negative.
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
        Measurement pValue = Measurement.of("p-value of CMMD", actual.pValue(REDIVISIONS), Relation.ABOVE, level);
        return settle(check(pValue), () -> expecting(pValue).demand(pValue) + ", at CMMD " + fixed(actual.cmmd()));
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
        Thresholds.within("Frechet distance threshold", threshold, 0, LARGEST_FRECHET);
        step.finish();
        return requireBelow("Frechet distance", actual.frechet(), threshold);
    }

    /** Whose mean by chance is taken off as often as said: the unbiased estimator is the biased one without it. */
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

    /** All that chance gives shrinks as sizes grow. */
    private String advice(double times) {
        double each = 2 * times / (1.0 / actual.size() + 1.0 / actual.referenceSize());
        return "\nhint: chance alone misses this threshold in more than 5 %: raise it"
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

    /** Two sets of embeddings, and how far apart they are. */
    interface EmbeddingSets {

        /** How many embeddings the set in question has. */
        long size();

        /** How many embeddings the set has that it is compared with. */
        long referenceSize();

        double cmmd();

        double unbiasedCmmd();

        double pValue(int times);

        /** The moments of both. */
        Summed summed();

        /** What CMMD is by chance. */
        default Cmmd.Chance chance() {
            Summed both = summed();
            return Cmmd.chance(both.set(), both.reference());
        }

        default double frechet() {
            Summed both = summed();
            return FrechetDistance.between(both.set(), both.reference());
        }

        /** Sets whose embeddings are all in memory. */
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

        /** Sets of any size, of which moments are kept. */
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
                        "a p-value needs each embedding, and moments keep their sums alone: draw up to "
                                + Cmmd.MOST_FOR_P_VALUE + " pictures of both sets and ask assertThatImages(…)");
            }

            @Override
            public Summed summed() {
                return this;
            }
        }
    }
}
