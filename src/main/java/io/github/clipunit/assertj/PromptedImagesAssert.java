package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Map;
import org.assertj.core.annotation.CheckReturnValue;

/** Assertions on the pictures of several prompts: a generator's whole suite. */
public class PromptedImagesAssert extends ClipAbstractAssert<PromptedImagesAssert, Map<String, List<ClipImage>>> {

    /** Used by {@link ClipAssertions#assertThatImages(Map)}. */
    public PromptedImagesAssert(Map<String, List<ClipImage>> actual) {
        super(actual, PromptedImagesAssert.class);
    }

    /** Names the scorer for all that follows, in place of the running test's. */
    @CheckReturnValue
    public PromptedImagesAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /**
     * Prepares for a check of how well the pictures match the prompts they belong to. A test that leaves it unchecked fails.
     *
     * @throws IllegalStateException if there is no scorer to ask; the message says how to get one
     */
    @CheckReturnValue
    public SuiteMatchAssert matchTheirPrompts() {
        isNotNull();
        return carry(new SuiteMatchAssert(actual, scorer()));
    }

    /**
     * Prepares for a check of how alike the pictures of a prompt's variants match the original prompt. A test that leaves it
     * unchecked fails.
     *
     * @param prompt the original, whose variants the prompts of these pictures are
     */
    @CheckReturnValue
    public VariantMatchAssert matchOriginalPrompt(String prompt) {
        isNotNull();
        return carry(new VariantMatchAssert(actual, prompt, scorer()));
    }

    /**
     * Prepares for a check of how evenly the model recognises the labels that the pictures are known to have, here their
     * prompts. A test that leaves it unchecked fails.
     */
    @CheckReturnValue
    public RecognitionAssert areRecognised() {
        isNotNull();
        return carry(new RecognitionAssert(actual, scorer()));
    }
}
