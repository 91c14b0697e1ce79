package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Map;
import org.assertj.core.annotation.CheckReturnValue;

/** Assertions on the pictures of several prompts, such as a generator's whole suite. */
public class PromptedImagesAssert extends ClipAbstractAssert<PromptedImagesAssert, Map<String, List<ClipImage>>> {

    /** Used by {@link ClipAssertions#assertThatImages(Map)}. */
    public PromptedImagesAssert(Map<String, List<ClipImage>> actual) {
        super(actual, PromptedImagesAssert.class);
    }

    /** Sets the scorer for the following checks, in place of the running test's scorer. */
    @CheckReturnValue
    public PromptedImagesAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /**
     * Prepares a check of how well the pictures match their prompts. The test fails unless a check follows.
     *
     * @throws IllegalStateException if there is no scorer; the message says how to get one
     */
    @CheckReturnValue
    public SuiteMatchAssert matchTheirPrompts() {
        isNotNull();
        return carry(new SuiteMatchAssert(actual, scorer()));
    }

    /**
     * Prepares a check that the pictures of all variants of a prompt match the original prompt equally well. The test
     * fails unless a check follows.
     *
     * @param prompt the original prompt; the prompts of these pictures are its variants
     */
    @CheckReturnValue
    public VariantMatchAssert matchOriginalPrompt(String prompt) {
        isNotNull();
        return carry(new VariantMatchAssert(actual, prompt, scorer()));
    }

    /**
     * Prepares a check of how evenly the model recognises labels on pictures whose labels are known. The prompts are
     * the labels. The test fails unless a check follows.
     */
    @CheckReturnValue
    public RecognitionAssert areRecognised() {
        isNotNull();
        return carry(new RecognitionAssert(actual, scorer()));
    }
}
