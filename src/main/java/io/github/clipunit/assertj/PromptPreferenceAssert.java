package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;
import static io.github.clipunit.check.Digits.gap;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.CallSite;
import io.github.clipunit.internal.VisibleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Assertions about the lead of a prompt over wrong ones. */
public class PromptPreferenceAssert extends ClipAbstractAssert<PromptPreferenceAssert, PromptMatch> {

    /** The wrong prompts with their scores, the nearest first. */
    private final List<Description> distractors;

    private PromptPreferenceAssert(PromptMatch actual, List<Description> distractors) {
        super(actual, PromptPreferenceAssert.class);
        this.distractors = distractors;
    }

    /** Used by {@link PromptMatchAssert#ratherThan}. */
    static PromptPreferenceAssert of(PromptMatch match, List<String> distractors) {
        double[] cosines = match.cosinesWith(distractors);
        List<Description> scored = new ArrayList<>();
        for (int i = 0; i < distractors.size(); i++) {
            scored.add(new Description(distractors.get(i), cosines[i + 1]));
        }
        scored.sort(Comparator.comparingDouble(Description::score).reversed());
        return new PromptPreferenceAssert(match, scored);
    }

    PromptPreferenceAssert requireLead() {
        Measurement lead = lead(Relation.ABOVE, 0);
        return settle(check(lead).named("rather than"), () -> beaten(lead.found()), actual::explanation);
    }

    /**
     * Verifies that the prompt leads the nearest wrong one by a margin.
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
        Measurement lead = lead(Relation.AT_LEAST, margin);
        return settle(
                check(lead).named("rather than by at least"),
                () -> expecting()
                        .demand(
                                "by at least",
                                lead.wantedText(),
                                lead.foundText() + " ahead of "
                                        + VisibleText.quoted(nearest().text()) + FailureText.miss(lead, "too little")),
                actual::explanation);
    }

    /**
     * Measures the lead of the right prompt over the nearest wrong one; it is negative if the wrong one scores higher.
     */
    private Measurement lead(Relation relation, double wanted) {
        return Measurement.of(
                "lead over the nearest distractor", actual.cosine() - nearest().score(), relation, wanted);
    }

    private Description nearest() {
        return distractors.get(0);
    }

    private Check.Builder check(Measurement lead) {
        return actual.check(lead).rivals(distractors);
    }

    private FailureText expecting() {
        FailureText text = FailureText.expecting("picture")
                .fact(actual.image())
                .label("to match prompt")
                .fact(actual.cosine(), Prompts.described(actual.prompt(), actual.scorer()))
                .label("rather than");
        distractors.forEach(one -> text.fact(one.score(), VisibleText.quoted(one.text())));
        return text.model(actual.scorer());
    }

    /** Writes the failure for a distractor that scores as high or higher. */
    private String beaten(double lead) {
        if (Double.isNaN(lead)) {
            return expecting().end("but a score is not a number");
        }
        String rival = "but " + VisibleText.quoted(nearest().text());
        return expecting()
                .end((lead == 0 ? rival + " scores the same" : rival + " is ahead by " + gap(lead, 0)) + margin());
    }

    /** Returns the margin that the test demands next, if its source code shows it. */
    private static String margin() {
        OptionalDouble margin = CallSite.here()
                .map(line -> line.constantOfNext("ratherThan", "byAtLeast"))
                .orElse(OptionalDouble.empty());
        return margin.isEmpty() ? "" : ", where a lead of at least " + fixed(margin.getAsDouble()) + " is wanted";
    }
}
