package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Assertions about the probability that a model gives a prompt among labels. */
public class PromptProbabilityAssert extends ClipAbstractAssert<PromptProbabilityAssert, PromptMatch> {

    private final double threshold;
    private final TestScope.Step step;

    /** Used by {@link PromptMatchAssert#withProbabilityAbove}. */
    PromptProbabilityAssert(PromptMatch actual, double threshold) {
        super(actual, PromptProbabilityAssert.class);
        this.threshold = threshold;
        this.step = actual.goOn(".withProbabilityAbove(" + threshold + ")", ".among(\"another label\")");
    }

    /**
     * Verifies that the prompt's share among itself and the given labels is above the threshold: the softmax of
     * {@code logit scale * cosine}, zero-shot classification of Radford et al. 2021 (arXiv 2103.00020, section 3.1.2).
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt("a fox").withProbabilityAbove(0.9).among("a wolf", "a dog");     // passes at 0.97
     * assertThat(fox).matchesPrompt("a fox").withProbabilityAbove(0.9).among("a red fox");           // fails at 0.31
     * </code></pre>
     *
     * @param labels at least one other text; the prompt itself always counts as a label
     * @throws IllegalArgumentException if there is no other label
     * @throws AssertionError if the probability is not above the threshold, or NaN
     */
    public PromptProbabilityAssert among(String... labels) {
        for (String label : Demands.require("labels", labels)) {
            Prompts.requireText("label", label);
        }
        if (List.of(labels).stream().allMatch(actual.prompt()::equals)) {
            throw new IllegalArgumentException(
                    "at least one label besides the prompt [" + VisibleText.onOneLine(actual.prompt())
                            + "] must be given: the probability of a single label is always 1");
        }
        step.finish();
        List<String> all = Stream.concat(Stream.of(actual.prompt()), Arrays.stream(labels))
                .distinct()
                .toList();
        double[] cosines = actual.cosinesWith(all.subList(1, all.size()));
        double[] shares = actual.scorer().model().logits().softmax(cosines);
        Measurement probability = Measurement.of("probability", shares[0], Relation.ABOVE, threshold);
        Check.Builder check = actual.check(probability)
                .rivals(IntStream.range(1, all.size())
                        .mapToObj(i -> new Description(all.get(i), cosines[i]))
                        .toList());
        IntStream.range(0, shares.length).forEach(i -> check.figure("probability", all.get(i), shares[i]));
        return settle(check, () -> failure(all, shares, probability), actual::explanation);
    }

    /** Ranks the prompt and the labels. */
    private String failure(List<String> all, double[] shares, Measurement probability) {
        FailureText text = FailureText.expecting("picture")
                .fact(actual.image())
                .label("to match prompt")
                .fact(Prompts.described(actual.prompt(), actual.scorer()))
                .label("among labels");
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> shares[i]).reversed())
                .forEach(i -> text.fact(shares[i], VisibleText.quoted(all.get(i))));
        return text.model(actual.scorer()).demand("with probability above", probability);
    }
}
