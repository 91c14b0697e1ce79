package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.internal.VisibleText;

/** Checks of how far a prompt is ahead of wrong ones. */
public class PromptPreferenceAssert extends ClipAbstractAssert<PromptPreferenceAssert, PromptPreference> {

    /** Used by {@link PromptMatchAssert#ratherThan}. */
    PromptPreferenceAssert(PromptPreference actual) {
        super(actual, PromptPreferenceAssert.class);
    }

    PromptPreferenceAssert requireLead() {
        return settle(
                check("rather than"),
                actual.lead() > 0,
                () -> Messages.beaten(actual),
                actual.match()::explanation,
                VisibleText.quoted(actual.nearest().prompt()),
                VisibleText.quoted(actual.match().prompt()));
    }

    /**
     * Verifies that the prompt is ahead of the nearest wrong one by a margin.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a red fox").ratherThan("a gray wolf").byAtLeast(0.03);   // passes at 0.29 to 0.24
     * assertThat(fox).matchesPrompt("a red fox").ratherThan("a red dog").byAtLeast(0.03);     // fails at 0.29 to 0.27
     * </code></pre>
     *
     * @param margin a difference of two cosines, in [0, 2]; 0.02 to 0.05 is usual
     * @throws IllegalArgumentException if the margin is outside [0, 2]
     * @throws AssertionError if the lead is smaller, or NaN
     */
    public PromptPreferenceAssert byAtLeast(double margin) {
        Thresholds.margin(margin);
        return settle(
                check("rather than by at least").figure("demandedMargin", margin),
                actual.lead() >= margin,
                () -> Messages.margin(actual, margin),
                actual.match()::explanation,
                actual.lead(),
                margin);
    }

    private Check.Builder check(String name) {
        return actual.match()
                .check(name)
                .figure(Check.MARGIN, actual.lead())
                .figure("nearest", actual.nearest().cosine())
                .fact("nearest", actual.nearest().prompt());
    }
}
