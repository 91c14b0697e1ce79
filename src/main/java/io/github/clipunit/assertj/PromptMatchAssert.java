package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.golden.verdict.AskedGolden;
import io.github.clipunit.golden.verdict.GoldenVerdict;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.internal.VisibleText;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.annotation.CheckReturnValue;

/** Checks of how well a picture matches a prompt. */
public class PromptMatchAssert extends CalibratedMatchAssert<PromptMatchAssert> {

    /** Used by {@link ImageAssert#matchesPrompt}. */
    public PromptMatchAssert(PromptMatch actual) {
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
        return requireScore(ScoreScale.CLIP, "above", Thresholds.clipScore(threshold));
    }

    /**
     * Verifies that the CLIP score is a threshold or above it.
     *
     * @param threshold in [-1, 1]
     * @throws IllegalArgumentException if the threshold is outside [-1, 1]
     * @throws AssertionError if the score is below the threshold, or NaN
     */
    public PromptMatchAssert withClipScoreAtLeast(double threshold) {
        return requireScore(ScoreScale.CLIP, "at least", Thresholds.clipScore(threshold));
    }

    /**
     * Verifies that the percent score, {@code max(100 * cosine, 0)}, torchmetrics' scale, is above a threshold.
     *
     * @param threshold in [0, 100]
     * @throws IllegalArgumentException if the threshold is outside [0, 100], or looks like a cosine
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public PromptMatchAssert withPercentScoreAbove(double threshold) {
        return requireScore(ScoreScale.PERCENT, "above", Thresholds.percent(threshold));
    }

    /**
     * Verifies that the rescaled score, {@code 2.5 * max(cosine, 0)}, CLIP-S of Hessel et al. 2021, is above a threshold.
     *
     * @param threshold in [0, 2.5]
     * @throws IllegalArgumentException if the threshold is outside [0, 2.5]
     * @throws AssertionError if the score is not above the threshold, or NaN
     */
    public PromptMatchAssert withRescaledScoreAbove(double threshold) {
        return requireScore(ScoreScale.RESCALED, "above", Thresholds.rescaled(threshold));
    }

    private PromptMatchAssert requireScore(ScoreScale scale, String relation, double threshold) {
        actual.finish();
        double score = scale.of(actual.score());
        boolean holds = relation.equals("above") ? score > threshold : score >= threshold;
        return settle(
                actual.check(scale.label() + " " + relation).figure(Check.THRESHOLD, scale.toCosine(threshold)),
                holds,
                () -> Messages.score(actual, scale, relation, threshold, score),
                actual::explanation,
                score,
                threshold);
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
        if (Thresholds.clipScore(low) > Thresholds.clipScore(high)) {
            throw new IllegalArgumentException("low (" + low + ") must not be above high (" + high + ")");
        }
        actual.finish();
        double score = actual.cosine();
        return settle(
                actual.check("CLIP score between").figure(Check.THRESHOLD, low).figure(Check.UPPER_THRESHOLD, high),
                score >= low && score <= high,
                () -> Messages.between(actual, low, high, score),
                actual::explanation,
                Fixed.fixed(score),
                Fixed.fixed(low) + " to " + Fixed.fixed(high));
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
        List<String> others = requireOthers("distractor", distractors);
        actual.finish();
        PromptPreferenceAssert next = carry(new PromptPreferenceAssert(PromptPreference.of(actual, others)));
        return next.requireLead();
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
        return carry(new PromptProbabilityAssert(actual, Thresholds.probability(probability)));
    }

    /**
     * Verifies that the score is not lower than the test's golden by more than the tolerance. The golden is a file under
     * {@code src/test/resources/golden}, named after the test; where it is missing, a developer's machine writes it and a
     * build server fails.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").hasNotRegressed();     // passes at 0.305 with a golden of 0.310
     * assertThat(fox).matchesPrompt("a red fox").hasNotRegressed();     // fails at 0.250 with a golden of 0.310
     * </code></pre>
     *
     * @throws AssertionError if the score fell by more than the tolerance; the message holds the command that accepts it
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing where {@code CI} is set, or made
     *     by another model, preprocessing or prompt
     */
    public PromptMatchAssert hasNotRegressed() {
        return requireGolden(Goldens.ofCurrentTest().next());
    }

    /**
     * As {@link #hasNotRegressed()}, with a tolerance of its own.
     *
     * @param tolerance how far the score may lie below the golden's, as a cosine in [0, 2]
     */
    public PromptMatchAssert hasNotRegressed(double tolerance) {
        return requireGolden(Goldens.ofCurrentTest().withTolerance(tolerance).next());
    }

    /**
     * As {@link #hasNotRegressed()}, against a golden of the test's class that has a name of its own.
     *
     * @param name any text but a blank one; every test of the class may ask for it
     */
    public PromptMatchAssert hasNotRegressedFrom(String name) {
        return requireGolden(Goldens.ofCurrentTest().named(name));
    }

    private PromptMatchAssert requireGolden(AskedGolden golden) {
        actual.finish();
        GoldenVerdict verdict = golden.compare(actual.scorer().model(), actual.prompt(), actual.scored());
        return settle(verdict, Check.SCORE, Check.GOLDEN);
    }

    private List<String> requireOthers(String kind, String... others) {
        Set<String> distinct = new LinkedHashSet<>(Arrays.asList(others));
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("at least one " + kind + " must be given");
        }
        if (distinct.contains(actual.prompt())) {
            throw new IllegalArgumentException(kind + " [" + VisibleText.onOneLine(actual.prompt())
                    + "] is the prompt itself: no picture matches it rather than itself");
        }
        return List.copyOf(distinct);
    }
}
