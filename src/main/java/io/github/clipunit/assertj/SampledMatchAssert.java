package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.golden.verdict.AskedGolden;
import io.github.clipunit.golden.verdict.Draws;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.golden.verdict.SetQuestion;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.MeanTest;
import io.github.clipunit.stats.SequentialTest;
import io.github.clipunit.stats.SequentialTest.Look;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * Assertions about how well a generator's pictures match its prompt. A check draws as many pictures as its verdict
 * needs. It draws seeds 1, 2, 3 and so on in this order, tests the scores after 4, 8, 16 pictures and so on, and stops
 * as soon as the verdict is certain. A failure needs more pictures than those that raised the suspicion. All tests
 * together fail by chance no more often than {@code clipunit.golden.alpha}: see {@link SequentialTest}.
 *
 * <pre><code class="java">
 * assertThatGenerator(seed -&gt; PictureCassette.record("fox-" + seed, () -&gt; generator.generate("a red fox", seed)))
 *         .matchesPrompt("a red fox")
 *         .upTo(16)
 *         .hasNotRegressed();
 * </code></pre>
 */
public class SampledMatchAssert extends ClipAbstractAssert<SampledMatchAssert, SeededGenerator> {

    private static final int MOST = 16;

    private final String prompt;
    private final ClipScorer scorer;
    private final Sampler sampler;
    private final TestScope.Step step;
    private int most = MOST;

    /** Used by {@link SeededGeneratorAssert#matchesPrompt}. */
    SampledMatchAssert(SeededGenerator actual, String prompt, ClipScorer scorer, GeneratorCalls calls) {
        super(actual, SampledMatchAssert.class);
        this.prompt = prompt;
        this.scorer = scorer;
        this.sampler = new Sampler(actual, prompt, scorer, calls);
        this.step = TestScope.begin(
                scorer, "matchesPrompt(" + VisibleText.quoted(prompt) + ")", ".upTo(16).hasNotRegressed()");
    }

    /**
     * Sets the largest number of pictures to draw; the default is 16.
     *
     * @param pictures at least 8: four raise a suspicion, the others confirm it
     * @throws IllegalArgumentException if the number is below 8
     */
    @CheckReturnValue
    public SampledMatchAssert upTo(int pictures) {
        if (pictures < SequentialTest.LEAST) {
            throw new IllegalArgumentException("up to [" + pictures + "] must be at least " + SequentialTest.LEAST
                    + ": four pictures raise a suspicion, the others confirm it");
        }
        most = pictures;
        return myself;
    }

    /**
     * Verifies that the mean score has not fallen below the test's golden by more than the tolerance, by a one-sided
     * test of the differences seed by seed. If there is no golden, the largest number of pictures is drawn and
     * recorded.
     *
     * @throws AssertionError if the mean fell
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, made with
     *     another model, preprocessing or prompt, or has fewer than 8 pictures
     * @throws IllegalStateException if the generator refuses, is unavailable, throws a checked exception, or paints the
     *     same picture for all seeds
     */
    public SampledMatchAssert hasNotRegressed() {
        return require(Goldens.of(scorer).next(), SetQuestion.INDEPENDENT);
    }

    /** Works like {@link #hasNotRegressed()} but compares with a named golden of the test class. */
    public SampledMatchAssert hasNotRegressedFrom(String name) {
        Demands.requireText("name", name);
        return require(Goldens.of(scorer).named(name), SetQuestion.INDEPENDENT);
    }

    /**
     * Verifies that the pictures are no worse than the test's golden: the interval of the mean drop must exclude a drop
     * of the tolerance or more. Drawing stops as soon as it does; each test uses the same share of alpha.
     *
     * @throws AssertionError if the interval of all pictures includes such a drop; the message says how many would
     *     settle it
     * @throws io.github.clipunit.golden.GoldenException as {@link #hasNotRegressed()} does
     */
    public SampledMatchAssert isNotInferior() {
        return require(Goldens.of(scorer).next(), SetQuestion.INDEPENDENT.asProof());
    }

    private SampledMatchAssert require(AskedGolden golden, SetQuestion question) {
        step.finish();
        return settle(golden.compareDrawn(scorer.model(), prompt, new Draws(most, sampler::first), question));
    }

    /**
     * Verifies that the mean score is not significantly below a threshold, by a {@link MeanTest} after each draw.
     *
     * @param threshold in [-1, 1]
     * @throws AssertionError if the generator's mean is significantly below the threshold
     * @throws IllegalStateException if the generator refuses, is unavailable, throws a checked exception, or paints the
     *     same picture for all seeds
     */
    public SampledMatchAssert withMeanClipScoreAbove(double threshold) {
        Thresholds.cosine(Thresholds.CLIP_SCORE, threshold);
        ImagesMatch match = draw(scores -> MeanTest.of(scores).pValue(threshold));
        MeanTest test = MeanTest.of(match.scores());
        double pValue = test.pValue(threshold);
        Interval mean = match.sample().interval(0.95);
        Measurement found =
                Measurement.of("mean CLIP score", test.mean(), Relation.ABOVE, test.critical(threshold, level(match)));
        Check.Builder check = told(match, found)
                .named("mean CLIP score above")
                .figure("mean", null, test.mean(), mean.low(), mean.high())
                .figure("CLIP score threshold", threshold)
                .figure("p-value", pValue);
        return settle(
                pValue <= level(match)
                        ? check.failed(match.expecting("mean CLIP score")
                                .demand(
                                        "to be above",
                                        fixed(threshold),
                                        fixed(test.mean()) + ", 95 % interval " + mean + red(match, pValue)))
                        : check.passed());
    }

    /**
     * Prepares a check that at least a share of the generator's pictures match. The test fails unless a check follows.
     *
     * @param share in (0, 1], such as 0.9
     * @throws IllegalArgumentException if the share is outside that range, or the pictures are too few to refute it
     */
    @CheckReturnValue
    public AtLeastAssert atLeast(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "at least [" + share + "] must be a share of pictures, above 0 and up to 1");
        }
        if (SequentialTest.tooFew(0, most, share) > plan().level(most)) {
            throw new IllegalArgumentException("at least [" + share + "] cannot be refuted by " + most
                    + " pictures, even if none matched: ask for a larger share, or for more pictures with upTo(n)");
        }
        return carry(new AtLeastAssert(this, share));
    }

    /** Assertions about at least a share of a generator's pictures. */
    public static class AtLeastAssert extends ClipAbstractAssert<AtLeastAssert, SampledMatchAssert> {

        private final double share;

        AtLeastAssert(SampledMatchAssert actual, double share) {
            super(actual, AtLeastAssert.class);
            this.share = share;
        }

        /**
         * Verifies that the share of pictures with a CLIP score above a threshold is not significantly below the given
         * share, by the exact binomial test after each draw.
         *
         * @param threshold in [-1, 1]
         * @throws AssertionError if too few of the drawn pictures score above the threshold
         * @throws IllegalStateException if the generator refuses, is unavailable, throws a checked exception, or paints
         *     the same picture for all seeds
         */
        public AtLeastAssert withClipScoreAbove(double threshold) {
            Thresholds.cosine(Thresholds.CLIP_SCORE, threshold);
            ImagesMatch match = actual.draw(scores -> suspicion(above(threshold, scores), scores.length));
            int drawn = match.scores().length;
            int hits = above(threshold, match.scores());
            double pValue = SequentialTest.tooFew(hits, drawn, share);
            int least = 0;
            while (SequentialTest.tooFew(least, drawn, share) <= actual.level(match)) {
                least++;
            }
            Measurement found = Measurement.of("pictures with CLIP score above", hits, Relation.AT_LEAST, least)
                    .inWords(hits + " of " + drawn, "a share of " + fixed(share));
            Check.Builder check = actual.told(match, found)
                    .named("at least a share of " + fixed(share) + " with CLIP score above")
                    .figure("CLIP score threshold", threshold)
                    .figure("p-value", pValue);
            return settle(
                    found.holds()
                            ? check.passed()
                            : check.failed(match.expecting("CLIP scores")
                                    .demand(
                                            "to be above",
                                            fixed(threshold) + " for a share of at least " + fixed(share),
                                            "above for " + hits + " of " + drawn + actual.red(match, pValue))));
        }

        /** Returns the p-value, capped so that drawing does not stop early while fewer pictures match than demanded. */
        private double suspicion(int hits, int drawn) {
            double pValue = SequentialTest.tooFew(hits, drawn, share);
            return hits < share * drawn ? Math.min(pValue, SequentialTest.PEACE) : pValue;
        }

        private static int above(double threshold, double[] scores) {
            return (int)
                    Arrays.stream(scores).filter(score -> score > threshold).count();
        }
    }

    private SequentialTest plan() {
        return new SequentialTest(most, TestScope.settings(scorer).get(GoldenSettings.ALPHA));
    }

    private double level(ImagesMatch match) {
        return plan().statedLevel(match.scores().length);
    }

    /** Draws until the verdict is certain. */
    private ImagesMatch draw(ToDoubleFunction<double[]> pValue) {
        step.finish();
        SequentialTest plan = plan();
        List<ScoredPicture> drawn = plan.looks().stream()
                .map(sampler::first)
                .filter(pictures -> {
                    double[] scores =
                            pictures.stream().mapToDouble(ScoredPicture::score).toArray();
                    return plan.at(scores.length, pValue.applyAsDouble(scores)) != Look.GO_ON;
                })
                .findFirst()
                .orElseThrow();
        return ImagesMatch.drawn(drawn, prompt, scorer, step);
    }

    private Check.Builder told(ImagesMatch match, Measurement found) {
        int drawn = match.scores().length;
        return match.check(found).figure("pictures saved", most - drawn).fact("drawn", drawn + " of at most " + most);
    }

    private String red(ImagesMatch match, double pValue) {
        int drawn = match.scores().length;
        return "\np-value: " + String.format(Locale.ROOT, "%.2g", pValue) + ", which is not above alpha " + level(match)
                + "\ndrawn:   " + drawn + " pictures, of seeds 1 to " + drawn;
    }
}
