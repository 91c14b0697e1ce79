package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.internal.Demands;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * Assertions on a generator that paints a different picture for each seed. A check draws as many pictures as its
 * verdict needs.
 */
public class SeededGeneratorAssert extends ClipAbstractAssert<SeededGeneratorAssert, SeededGenerator> {

    private GeneratorCalls calls = GeneratorCalls.once();

    /** Used by {@link ClipAssertions#assertThatGenerator(SeededGenerator)}. */
    public SeededGeneratorAssert(SeededGenerator actual) {
        super(actual, SeededGeneratorAssert.class);
    }

    /** Sets the scorer for the following checks, in place of the running test's scorer. */
    @CheckReturnValue
    public SeededGeneratorAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /**
     * Sets how the generator is called: which exceptions count as a refusal, which as an outage, and how often to
     * retry.
     */
    @CheckReturnValue
    public SeededGeneratorAssert calledWith(GeneratorCalls calls) {
        this.calls = Demands.require("calls", calls);
        return myself;
    }

    /**
     * Prepares a check of how well the generator's pictures match its prompt. The test fails unless a check follows.
     *
     * @throws IllegalStateException if there is no scorer; the message says how to get one
     */
    @CheckReturnValue
    public SampledMatchAssert matchesPrompt(String prompt) {
        isNotNull();
        Prompts.requireText("prompt", prompt);
        return carry(new SampledMatchAssert(actual, prompt, scorer(), calls));
    }
}
