package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.verdict.AskedGolden;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.annotation.CheckReturnValue;

/** Checks of how well a picture matches a prompt. */
public class PromptMatchAssert extends CalibratedMatchAssert<PromptMatchAssert> {

    private static final String CLIP_SCORE = "CLIP score";

    /** Used by {@link ImageAssert#matchesPrompt}. */
    PromptMatchAssert(PromptMatch actual) {
        super(actual, PromptMatchAssert.class);
    }

    /**
     * Verifies that the CLIP score, the cosine of the two embeddings, is above a threshold.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").withClipScoreAbove(0.28);     // passes at 0.31
     * assertThat(fox).matchesPrompt("a red fox").withClipScoreAbove(0.31);     // fails at 0.31
     * </code></pre>
     *
     * @param threshold in [-1, 1]; good pairs of OpenAI's models reach 0.2 to 0.35, so where the scale is not known better,
     *     compare prompts by {@link #ratherThan}
     * @throws IllegalArgumentException if the threshold is outside [-1, 1], as one on the scale of 100 is
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public PromptMatchAssert withClipScoreAbove(double threshold) {
        return requireScore(CLIP_SCORE, ClipScore::cosine, 1, Relation.ABOVE, Thresholds.clipScore(threshold));
    }

    /**
     * Verifies that the CLIP score is a threshold or above it.
     *
     * @param threshold in [-1, 1]
     * @throws IllegalArgumentException if the threshold is outside [-1, 1]
     * @throws AssertionError if the score is below the threshold, or NaN
     */
    public PromptMatchAssert withClipScoreAtLeast(double threshold) {
        return requireScore(
                CLIP_SCORE,
                ClipScore::cosine,
                1,
                Relation.AT_LEAST,
                Thresholds.cosine(Thresholds.CLIP_SCORE, threshold));
    }

    /**
     * Verifies that the percent score, {@code max(100 * cosine, 0)}, torchmetrics' scale, is above a threshold.
     *
     * @param threshold in [0, 100]
     * @throws IllegalArgumentException if the threshold is outside [0, 100], or looks like a cosine
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public PromptMatchAssert withPercentScoreAbove(double threshold) {
        return requireScore("percent score", ClipScore::percent, 100, Relation.ABOVE, Thresholds.percent(threshold));
    }

    /**
     * Verifies that the rescaled score, {@code 2.5 * max(cosine, 0)}, CLIP-S of Hessel et al. 2021, is above a threshold.
     *
     * @param threshold in [0, 2.5]
     * @throws IllegalArgumentException if the threshold is outside [0, 2.5]
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public PromptMatchAssert withRescaledScoreAbove(double threshold) {
        return requireScore("rescaled score", ClipScore::rescaled, 2.5, Relation.ABOVE, Thresholds.rescaled(threshold));
    }

    /**
     * Verifies that the CLIP score lies between two bounds, both included.
     *
     * @param low in [-1, high]
     * @param high in [low, 1]
     * @throws IllegalArgumentException if a bound is outside [-1, 1], or the low one above the high one
     * @throws AssertionError if the score is outside the bounds, or NaN
     */
    public PromptMatchAssert withClipScoreBetween(double low, double high) {
        if (Thresholds.cosine("low", low) > Thresholds.cosine("high", high)) {
            throw new IllegalArgumentException("low [" + low + "] must not be above high [" + high + "]");
        }
        return requireScore(CLIP_SCORE, ClipScore::cosine, 1, Relation.BETWEEN, low, high);
    }

    /**
     * Prepares for a check of every part of the prompt by itself: its sentences, lines, and items of comma lists, so that a
     * prompt may be as long as it likes. A test that leaves it unchecked fails.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("A red fox. It sleeps.").inEveryPart().withClipScoreAbove(0.22);   // passes at 0.29, 0.24
     * assertThat(fox).matchesPrompt("A red fox. It flies.").inEveryPart().withClipScoreAbove(0.22);    // fails at 0.29, 0.17
     * </code></pre>
     *
     * @throws IllegalArgumentException if a word or a quoted text of the prompt is longer than the model's context
     */
    @CheckReturnValue
    public PartsMatchAssert inEveryPart() {
        return carry(PartsMatchAssert.ofEvery(actual));
    }

    /**
     * As {@link #inEveryPart}, for a number of parts, whichever they are.
     *
     * @param least how many parts must pass, at least 1 and at most as many as there are
     * @throws IllegalArgumentException if there are fewer parts
     */
    @CheckReturnValue
    public PartsMatchAssert inParts(int least) {
        return carry(PartsMatchAssert.ofSome(actual, least));
    }

    /**
     * Prepares for a check of a prompt of any length by one score: one that is longer than the model's context is divided at its
     * statements into as few pieces as fit, even in tokens, and the direction of the mean of their embeddings, weighted by
     * tokens, stands for it. A prompt within the context is scored as it is. A test that leaves it unchecked fails.
     */
    @CheckReturnValue
    public PromptMatchAssert inPartsTogether() {
        PromptMatch together = actual.inPartsTogether();
        return carry(new PromptMatchAssert(together)).readBy(together.scorer());
    }

    private PromptMatchAssert requireScore(
            String measured, ToDoubleFunction<ClipScore> scale, double unit, Relation relation, double... wanted) {
        actual.finish();
        Measurement score = Measurement.of(measured, scale.applyAsDouble(actual.score()), relation, wanted);
        return settle(
                actual.check(score),
                () -> actual.expecting(measured).demand(score),
                () -> actual.explanation(score.bound() / unit));
    }

    /**
     * Verifies that the picture scores higher with this prompt than with each of others: the sound verdict where absolute
     * scores are badly calibrated, as they are between models and subjects. Ask {@link PromptPreferenceAssert#byAtLeast}
     * next for a margin.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").ratherThan("a gray wolf", "a dog");       // passes for a fox
     * assertThat(wolf).matchesPrompt("a red fox").ratherThan("a gray wolf", "a dog");      // fails for a wolf
     * </code></pre>
     *
     * @param distractors at least one wrong prompt, none equal to the right one
     * @throws IllegalArgumentException if there is none, or one is the prompt itself
     * @throws AssertionError if one of them scores as high or higher, or a score is NaN
     */
    public PromptPreferenceAssert ratherThan(String... distractors) {
        List<String> others = requireOthers(distractors);
        actual.finish();
        return carry(PromptPreferenceAssert.of(actual, others)).requireLead();
    }

    /**
     * Prepares for a check of the probability that the model gives this prompt among several labels: the softmax of their
     * cosines at the model's own logit scale. Follow it with {@link PromptProbabilityAssert#among}.
     *
     * @param probability in [0, 1]
     * @throws IllegalArgumentException if it is outside [0, 1]
     */
    @CheckReturnValue
    public PromptProbabilityAssert withProbabilityAbove(double probability) {
        return carry(new PromptProbabilityAssert(actual, Thresholds.probability("probability", probability)));
    }

    /**
     * Verifies that the score is not lower than the test's golden by more than the tolerance. The golden is a file under
     * {@code src/test/resources/golden}, named after the test; where it is missing, a developer's machine writes it and a
     * build server fails.
     *
     * <p>It is meant for a generator that gives the same picture each time. Of a random one, one picture cannot tell noise from
     * a regression: ask for several, as {@link ImagesMatchAssert#haveNotRegressed()} and {@link SampledMatchAssert} do. Where the
     * golden has several pictures, another one is held against their mean, by a tolerance that their spread gives unless one
     * was chosen.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").hasNotRegressed();     // passes at 0.305 with a golden of 0.310
     * assertThat(fox).matchesPrompt("a red fox").hasNotRegressed();     // fails at 0.250 with a golden of 0.310
     * </code></pre>
     *
     * @throws AssertionError if the score fell by more than the tolerance; the message holds the command that accepts it
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made
     *     by another model, preprocessing or prompt
     */
    public PromptMatchAssert hasNotRegressed() {
        return requireGolden(Goldens.of(actual.scorer()).next());
    }

    /**
     * As {@link #hasNotRegressed()}, with a tolerance of its own.
     *
     * @param tolerance how far the score may lie below the golden's, as a cosine in [0, 2]
     */
    public PromptMatchAssert hasNotRegressed(double tolerance) {
        Thresholds.within("tolerance", tolerance, 0, 2);
        return requireGolden(
                Goldens.of(actual.scorer()).withTolerance(tolerance).next());
    }

    /**
     * As {@link #hasNotRegressed()}, against a golden of the test's class that has a name of its own.
     *
     * @param name any text but a blank one; every test of the class may ask for it
     */
    public PromptMatchAssert hasNotRegressedFrom(String name) {
        Demands.requireText("name", name);
        return requireGolden(Goldens.of(actual.scorer()).named(name));
    }

    private PromptMatchAssert requireGolden(AskedGolden golden) {
        actual.finish();
        return settle(golden.explaining(actual::explanation)
                .compare(actual.scorer().model(), actual.prompt(), actual.scored()));
    }

    private List<String> requireOthers(String... distractors) {
        List<String> distinct = Arrays.stream(Demands.require("distractors", distractors))
                .map(distractor -> Prompts.requireText("distractor", distractor))
                .distinct()
                .toList();
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("at least one distractor must be given");
        }
        if (distinct.contains(actual.prompt())) {
            throw new IllegalArgumentException("distractor [" + VisibleText.onOneLine(actual.prompt())
                    + "] is the prompt itself: no picture matches it rather than itself");
        }
        return distinct;
    }
}
