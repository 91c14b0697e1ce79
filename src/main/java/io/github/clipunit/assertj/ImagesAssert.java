package io.github.clipunit.assertj;

import io.github.clipunit.ClipImage;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.TestScope;
import java.util.List;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/** Assertions on several pictures, such as those of several seeds of one prompt. */
public class ImagesAssert extends ClipAbstractAssert<ImagesAssert, List<ClipImage>> {

    private @Nullable ClipScorer scorer;

    /** Used by {@link ClipAssertions#assertThatImages}. */
    public ImagesAssert(List<ClipImage> actual) {
        super(actual, ImagesAssert.class);
    }

    /** Names the scorer for all that follows, in place of the running test's. */
    @CheckReturnValue
    public ImagesAssert scoredBy(ClipScorer scorer) {
        this.scorer = scorer;
        return this;
    }

    private ClipScorer scorer() {
        return scorer == null ? TestScope.currentScorer() : scorer;
    }

    /**
     * Prepares for a check of how well the pictures match one prompt. A test that leaves it unchecked fails.
     *
     * @param prompt what each picture should show, in words
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer to ask; the message says how to get one
     */
    @CheckReturnValue
    public ImagesMatchAssert matchPrompt(String prompt) {
        isNotNull();
        return carry(new ImagesMatchAssert(ImagesMatch.begin(actual, prompt, scorer())));
    }
}
