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

/** Assertions about how well a picture matches a prompt. */
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
     * @param threshold in [-1, 1]; good pairs reach 0.2 to 0.35 with OpenAI's models. If you do not know the scale of
     *     your model, compare prompts by {@link #ratherThan}
     * @throws IllegalArgumentException if the threshold is outside [-1, 1], such as one on the scale of 100
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public PromptMatchAssert withClipScoreAbove(double threshold) {
        return requireScore(CLIP_SCORE, ClipScore::cosine, 1, Relation.ABOVE, Thresholds.clipScore(threshold));
    }

    /**
     * Verifies that the CLIP score is at least a threshold.
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
     * @throws IllegalArgumentException if a bound is outside [-1, 1], or the low bound is above the high one
     * @throws AssertionError if the score is outside the bounds, or NaN
     */
    public PromptMatchAssert withClipScoreBetween(double low, double high) {
        if (Thresholds.cosine("low", low) > Thresholds.cosine("high", high)) {
            throw new IllegalArgumentException("low [" + low + "] must not be above high [" + high + "]");
        }
        return requireScore(CLIP_SCORE, ClipScore::cosine, 1, Relation.BETWEEN, low, high);
    }

    /**
     * Prepares a check of every part of the prompt: its sentences, its lines, and the items of its comma lists. The
     * prompt may be of any length. The test fails unless a check follows.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("A red fox. It sleeps.").inEveryPart().withClipScoreAbove(0.22);   // passes at 0.29, 0.24
     * assertThat(fox).matchesPrompt("A red fox. It flies.").inEveryPart().withClipScoreAbove(0.22);    // fails at 0.29, 0.17
     * </code></pre>
     *
     * @throws IllegalArgumentException if a word or a quoted text in the prompt is longer than the model's context
     */
    @CheckReturnValue
    public PartsMatchAssert inEveryPart() {
        return carry(PartsMatchAssert.ofEvery(actual));
    }

    /**
     * Works like {@link #inEveryPart} for a number of parts, whichever they are.
     *
     * @param least the number of parts that must pass, from 1 to the number of parts
     * @throws IllegalArgumentException if the prompt has fewer parts
     */
    @CheckReturnValue
    public PartsMatchAssert inParts(int least) {
        return carry(PartsMatchAssert.ofSome(actual, least));
    }

    /**
     * Prepares a check of a prompt of any length by one score. A prompt longer than the model's context is divided
     * between its statements into as few pieces as fit, of similar numbers of tokens. Its embedding is the direction of
     * the mean of the pieces' embeddings, weighted by their tokens. A prompt within the context is scored as it is. The
     * test fails unless a check follows.
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
     * Verifies that the picture scores higher with this prompt than with each distractor. This verdict is more reliable
     * than an absolute threshold, because absolute scores differ between models and subjects. Call
     * {@link PromptPreferenceAssert#byAtLeast} next to demand a margin.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").ratherThan("a gray wolf", "a dog");       // passes for a fox
     * assertThat(wolf).matchesPrompt("a red fox").ratherThan("a gray wolf", "a dog");      // fails for a wolf
     * </code></pre>
     *
     * @param distractors at least one wrong prompt, none equal to this prompt
     * @throws IllegalArgumentException if there is no distractor, or one is the prompt itself
     * @throws AssertionError if a distractor scores as high or higher, or a score is NaN
     */
    public PromptPreferenceAssert ratherThan(String... distractors) {
        List<String> others = requireOthers(distractors);
        actual.finish();
        return carry(PromptPreferenceAssert.of(actual, others)).requireLead();
    }

    /**
     * Prepares a check of the probability that the model gives this prompt among several labels: the softmax of their
     * cosines at the model's own logit scale. Follow it with {@link PromptProbabilityAssert#among}.
     *
     * @param probability in [0, 1]
     * @throws IllegalArgumentException if the probability is outside [0, 1]
     */
    @CheckReturnValue
    public PromptProbabilityAssert withProbabilityAbove(double probability) {
        return carry(new PromptProbabilityAssert(actual, Thresholds.probability("probability", probability)));
    }

    /**
     * Verifies that the score is not lower than the test's golden by more than the tolerance. The golden is a file
     * under {@code src/test/resources/golden}, named after the test. If it is missing, a developer's machine writes it
     * and a build server fails.
     *
     * <p>Use this check for a generator that returns the same picture each time. With random pictures, a single one
     * cannot distinguish noise from a regression: check several, with {@link ImagesMatchAssert#haveNotRegressed()} or
     * {@link SampledMatchAssert}. If the golden has several pictures, a single new one is compared with their mean,
     * with a tolerance derived from their spread unless you set one.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").hasNotRegressed();     // passes at 0.305 with a golden of 0.310
     * assertThat(fox).matchesPrompt("a red fox").hasNotRegressed();     // fails at 0.250 with a golden of 0.310
     * </code></pre>
     *
     * @throws AssertionError if the score fell by more than the tolerance; the message contains the command that
     *     accepts the new score
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made
     *     with another model, preprocessing or prompt
     */
    public PromptMatchAssert hasNotRegressed() {
        return requireGolden(Goldens.of(actual.scorer()).next());
    }

    /**
     * Works like {@link #hasNotRegressed()} with a given tolerance.
     *
     * @param tolerance how far the score may lie below the golden's, as a cosine in [0, 2]
     */
    public PromptMatchAssert hasNotRegressed(double tolerance) {
        Thresholds.within("tolerance", tolerance, 0, 2);
        return requireGolden(
                Goldens.of(actual.scorer()).withTolerance(tolerance).next());
    }

    /**
     * Works like {@link #hasNotRegressed()} but compares with a named golden of the test class.
     *
     * @param name any text that is not blank; every test of the class may use it
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
                    + "] must differ from the prompt: no picture matches a prompt better than itself");
        }
        return distinct;
    }
}
