package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.verdict.SetQuestion;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Sample;
import org.assertj.core.annotation.CheckReturnValue;

/** Assertions about how well several pictures match one prompt. */
public class ImagesMatchAssert extends ClipAbstractAssert<ImagesMatchAssert, ImagesMatch> {

    /** Used by {@link ImagesAssert#matchPrompt}. */
    ImagesMatchAssert(ImagesMatch actual) {
        super(actual, ImagesMatchAssert.class);
    }

    /**
     * Verifies that the mean of the CLIP scores is above a threshold.
     *
     * <pre><code class="java">
     * assertThatImages(foxes).matchPrompt("a red fox").withMeanClipScoreAbove(0.28);     // passes at 0.31, 0.29, 0.27
     * assertThatImages(foxes).matchPrompt("a red fox").withMeanClipScoreAbove(0.28);     // fails at 0.31, 0.22, 0.27
     * </code></pre>
     *
     * @param threshold in [-1, 1]
     * @throws AssertionError if the mean is not above the threshold, or NaN
     */
    public ImagesMatchAssert withMeanClipScoreAbove(double threshold) {
        Thresholds.cosine(Thresholds.CLIP_SCORE, threshold);
        actual.finish();
        Sample sample = actual.sample();
        Measurement mean = Measurement.of("mean CLIP score", sample.mean(), Relation.ABOVE, threshold);
        Interval interval = sample.interval(0.95);
        return settle(
                actual.check(mean)
                        .score(mean.found())
                        .figure("mean", null, sample.mean(), interval.low(), interval.high()),
                () -> actual.expecting(mean.measured()).demand(mean) + spread(sample));
    }

    static String spread(Sample sample) {
        return sample.size() == 1
                ? ""
                : "\nwith standard deviation " + fixed(sample.deviation()) + " and 95 % confidence interval "
                        + sample.interval(0.95);
    }

    /**
     * Verifies that the lowest CLIP score is above a threshold.
     *
     * @param threshold in [-1, 1]
     * @throws AssertionError if a score is not above the threshold, or NaN; the message names the worst picture
     */
    public ImagesMatchAssert withMinimumClipScoreAbove(double threshold) {
        Thresholds.cosine(Thresholds.CLIP_SCORE, threshold);
        actual.finish();
        Measurement lowest =
                Measurement.of("minimum CLIP score", actual.worstFirst().get(0).score(), Relation.ABOVE, threshold);
        return settle(actual.check(lowest).score(lowest.found()), () -> actual.expecting(lowest.measured())
                .demand(lowest));
    }

    /**
     * Prepares a check that at least a number of the pictures match.
     *
     * @param count from 1 to the number of pictures
     * @throws IllegalArgumentException if the count is outside that range
     */
    @CheckReturnValue
    public AtLeastAssert atLeast(int count) {
        int all = actual.scored().size();
        if (count < 1 || count > all) {
            throw new IllegalArgumentException(
                    "at least [" + count + "] must be from 1 to " + all + ", the number of pictures");
        }
        return carry(new AtLeastAssert(actual, count));
    }

    /**
     * Verifies that the mean score has not fallen below the test's golden by more than the tolerance, by a one-sided
     * statistical test at level {@code clipunit.golden.alpha}. Pictures of random seeds vary; the check fails only if
     * chance cannot explain the drop.
     *
     * <pre><code class="java">
     * assertThatImages(foxes).matchPrompt("a red fox").haveNotRegressed();    // passes at a mean of 0.30 after 0.31
     * assertThatImages(foxes).matchPrompt("a red fox").haveNotRegressed();    // fails at a mean of 0.22 after 0.31
     * </code></pre>
     *
     * @throws AssertionError if the mean fell; the message contains the spread, the interval, the p-value, the worst
     *     picture, the smallest drop that this number of pictures can show, and the command that accepts the new
     *     pictures
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made
     *     with another model, preprocessing or prompt
     */
    public ImagesMatchAssert haveNotRegressed() {
        independent().haveNotRegressed();
        return myself;
    }

    /** Works like {@link #haveNotRegressed()} but compares with a named golden of the test class. */
    public ImagesMatchAssert haveNotRegressedFrom(String name) {
        independent().haveNotRegressedFrom(name);
        return myself;
    }

    /**
     * Verifies that the pictures are no worse than the test's golden: the interval of the drop must exclude a drop of
     * the tolerance or more. This needs more pictures than {@link #haveNotRegressed()}, which passes unless a drop is
     * significant.
     *
     * @throws AssertionError if the interval includes such a drop; the message says how many pictures would settle it
     * @throws io.github.clipunit.golden.GoldenException as {@link #haveNotRegressed()} does
     */
    public ImagesMatchAssert areNotInferior() {
        independent().areNotInferior();
        return myself;
    }

    /** Works like {@link #areNotInferior()} but compares with a named golden of the test class. */
    public ImagesMatchAssert areNotInferiorTo(String name) {
        independent().areNotInferiorTo(name);
        return myself;
    }

    /**
     * Compares each picture with the golden's picture at the same position, which must have been made with the same
     * seed. If the seed determines the scene, this needs far fewer pictures: eight pairs find a drop of 0.03 that eight
     * unpaired pictures miss. If it does not, little is lost. The test fails unless a check follows.
     */
    @CheckReturnValue
    public GoldenSetAssert pairedBySeed() {
        return golden(SetQuestion.INDEPENDENT.pairedBySeed());
    }

    /**
     * Compares the means of batches. Use it if the pictures of a batch share something, such as the call that returned
     * them. Batches must be independent of each other: no test of a single run can see an influence that all its
     * pictures share. The test fails unless a check follows.
     *
     * @param size the number of consecutive pictures in a batch: at least 2, and a divisor of the number of pictures
     */
    @CheckReturnValue
    public GoldenSetAssert inBatchesOf(int size) {
        return golden(SetQuestion.INDEPENDENT.inBatchesOf(size));
    }

    private GoldenSetAssert independent() {
        return golden(SetQuestion.INDEPENDENT);
    }

    private GoldenSetAssert golden(SetQuestion question) {
        return carry(new GoldenSetAssert(actual, question));
    }

    /** Assertions about at least a number of the pictures. */
    public static class AtLeastAssert extends ClipAbstractAssert<AtLeastAssert, ImagesMatch> {

        private final int count;

        AtLeastAssert(ImagesMatch actual, int count) {
            super(actual, AtLeastAssert.class);
            this.count = count;
        }

        /**
         * Verifies that at least the given number of pictures have a CLIP score above a threshold.
         *
         * @param threshold in [-1, 1]
         * @throws AssertionError if fewer pictures do
         */
        public AtLeastAssert withClipScoreAbove(double threshold) {
            Thresholds.cosine(Thresholds.CLIP_SCORE, threshold);
            actual.finish();
            long above = actual.scored().stream()
                    .filter(picture -> picture.score() > threshold)
                    .count();
            String all = " of " + actual.scored().size();
            Measurement matching = Measurement.of(
                            "pictures with CLIP score above", (double) above, Relation.AT_LEAST, count)
                    .inWords(above + all, count + all);
            return settle(
                    actual.check(matching)
                            .named("at least " + count + " with CLIP score above")
                            .figure("CLIP score threshold", threshold),
                    () -> actual.expecting("CLIP scores")
                            .demand(
                                    "to be above",
                                    fixed(threshold) + " for at least " + count + all,
                                    "above for " + above));
        }
    }
}
