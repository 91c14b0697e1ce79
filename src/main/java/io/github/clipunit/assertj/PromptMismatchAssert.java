package io.github.clipunit.assertj;

import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;

/** Assertions that a picture does not show what a prompt describes. */
public class PromptMismatchAssert extends ClipAbstractAssert<PromptMismatchAssert, PromptMatch> {

    /** Used by {@link ImageAssert#doesNotMatchPrompt}. */
    PromptMismatchAssert(PromptMatch actual) {
        super(actual, PromptMismatchAssert.class);
    }

    /**
     * Verifies that the CLIP score is below a threshold. A low score is weak evidence of absence: CLIP overlooks small
     * things and does not understand negation.
     *
     * <pre><code class="java">
     * assertThat(fox).doesNotMatchPrompt("a pizza").withClipScoreBelow(0.2);      // passes at 0.14
     * assertThat(fox).doesNotMatchPrompt("an animal").withClipScoreBelow(0.2);    // fails at 0.24
     * </code></pre>
     *
     * @param threshold in [-1, 1]
     * @throws IllegalArgumentException if the threshold is outside [-1, 1]
     * @throws AssertionError if the score is not below the threshold, or NaN
     */
    public PromptMismatchAssert withClipScoreBelow(double threshold) {
        Thresholds.cosine(Thresholds.CLIP_SCORE, threshold);
        actual.finish();
        Measurement score = Measurement.of("CLIP score", actual.cosine(), Relation.BELOW, threshold);
        return settle(actual.check(score), () -> actual.expecting("CLIP score").demand(score));
    }
}
