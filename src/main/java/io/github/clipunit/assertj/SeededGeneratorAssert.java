package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.internal.Demands;
import org.assertj.core.annotation.CheckReturnValue;

/** Assertions on a generator that paints another picture for each seed, of which as many are drawn as a verdict needs. */
public class SeededGeneratorAssert extends ClipAbstractAssert<SeededGeneratorAssert, SeededGenerator> {

    private GeneratorCalls calls = GeneratorCalls.once();

    /** Used by {@link ClipAssertions#assertThatGenerator(SeededGenerator)}. */
    public SeededGeneratorAssert(SeededGenerator actual) {
        super(actual, SeededGeneratorAssert.class);
    }

    /** Names the scorer for all that follows, in place of the running test's. */
    @CheckReturnValue
    public SeededGeneratorAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /** Says how the generator is called: what counts as a refusal, what as an outage, and how often to ask again. */
    @CheckReturnValue
    public SeededGeneratorAssert calledWith(GeneratorCalls calls) {
        this.calls = Demands.require("calls", calls);
        return myself;
    }

    /**
     * Prepares for a check of how well the generator's pictures match the prompt that it was given. A test that leaves it
     * unchecked fails.
     *
     * @throws IllegalStateException if there is no scorer to ask; the message says how to get one
     */
    @CheckReturnValue
    public SampledMatchAssert matchesPrompt(String prompt) {
        isNotNull();
        Prompts.requireText("prompt", prompt);
        return carry(new SampledMatchAssert(actual, prompt, scorer(), calls));
    }
}
