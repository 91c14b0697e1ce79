package io.github.clipunit.assertj;

import io.github.clipunit.ClipImage;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.TestScope;
import java.awt.image.BufferedImage;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/** Assertions on a picture. They score with the running test's scorer unless another is named by {@link #scoredBy}. */
public class ImageAssert extends ClipAbstractAssert<ImageAssert, ClipImage> {

    private @Nullable ClipScorer scorer;

    /** Used by {@link ClipAssertions#assertThat(ClipImage)}. */
    public ImageAssert(ClipImage actual) {
        super(actual, ImageAssert.class);
    }

    /**
     * Names the scorer for all that follows, in place of the running test's: outside the extension, on threads of a test's
     * own where several models are in use, or to ask two models about one picture.
     */
    @CheckReturnValue
    public ImageAssert scoredBy(ClipScorer scorer) {
        this.scorer = scorer;
        return this;
    }

    private ClipScorer scorer() {
        return scorer == null ? TestScope.currentScorer() : scorer;
    }

    /**
     * Prepares for a check of how well the picture matches a prompt. A test that leaves it unchecked fails.
     *
     * @param prompt what the picture should show, in words
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer to ask; the message says how to get one
     */
    @CheckReturnValue
    public PromptMatchAssert matchesPrompt(String prompt) {
        isNotNull();
        return carry(new PromptMatchAssert(PromptMatch.begin(actual, prompt, scorer(), "matchesPrompt")));
    }

    /**
     * Prepares for a check that the picture does not show what a prompt says. A test that leaves it unchecked fails.
     *
     * @param prompt what the picture should not show, in words and without "no" or "not", which CLIP does not understand
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer to ask; the message says how to get one
     */
    @CheckReturnValue
    public PromptMismatchAssert doesNotMatchPrompt(String prompt) {
        isNotNull();
        return carry(new PromptMismatchAssert(PromptMatch.begin(actual, prompt, scorer(), "doesNotMatchPrompt")));
    }

    /** Prepares for a check of how alike the picture and another are to the model. */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(ClipImage other) {
        isNotNull();
        return carry(new ImageSimilarityAssert(actual, other, scorer()));
    }

    /** Prepares for a check of how alike the picture and another are to the model. */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(BufferedImage other) {
        return isSimilarTo(ClipImage.of(other));
    }

    /**
     * Prepares for a check of how alike the picture and a golden's are to the model, whatever the prompt.
     *
     * @param name any text but a blank one; every test of the class may ask for it
     */
    @CheckReturnValue
    public GoldenLikenessAssert resemblesGolden(String name) {
        isNotNull();
        return carry(new GoldenLikenessAssert(actual, name, scorer()));
    }

    /** Goes on with the picture's embedding. */
    public EmbeddingAssert embedding() {
        isNotNull();
        return carry(new EmbeddingAssert(scorer().embed(actual)));
    }
}
