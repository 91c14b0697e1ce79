package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.DirectionalSimilarity;
import java.util.List;

/** Assertions about whether an edited picture changed as its description did. */
public class EditAssert extends ClipAbstractAssert<EditAssert, ClipImage> {

    private final ClipImage before;
    private final String promptBefore;
    private final String promptAfter;
    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link ImageAssert#isEditOf}. */
    EditAssert(ClipImage actual, ClipImage before, String promptBefore, String promptAfter, ClipScorer scorer) {
        super(actual, EditAssert.class);
        this.before = before;
        this.promptBefore = Prompts.requireText("promptBefore", promptBefore);
        this.promptAfter = Prompts.requireText("promptAfter", promptAfter);
        this.scorer = scorer;
        this.step = TestScope.begin(
                scorer, "isEditOf(…, " + VisibleText.quoted(promptAfter) + ")", ".withDirectionalSimilarityAbove(0.1)");
    }

    /**
     * Verifies that the directional similarity, {@code cos(image after - image before, prompt after - prompt before)},
     * is above a threshold (Gal et al. 2021, arXiv 2108.00946, equation 2). A change unrelated to the words has a
     * similarity of 0; good edits reach 0.1 to 0.3 with OpenAI's models.
     *
     * @param threshold in [-1, 1]
     * @throws IllegalArgumentException if the model sees no difference between the pictures or between the prompts: a
     *     change of zero has no direction
     * @throws AssertionError if the similarity is not above the threshold, or NaN
     */
    public EditAssert withDirectionalSimilarityAbove(double threshold) {
        Thresholds.within("directional similarity threshold", threshold, -1, 1);
        step.finish();
        List<Embedding> images = scorer.embedImages(List.of(before, actual));
        List<Embedding> prompts = scorer.embedPrompts(List.of(promptBefore, promptAfter));
        Measurement similarity = Measurement.of(
                "directional similarity",
                DirectionalSimilarity.of(images.get(0), images.get(1), prompts.get(0), prompts.get(1)),
                Relation.ABOVE,
                threshold);
        return settle(
                Check.of(similarity, List.of(before, actual))
                        .prompt(promptAfter)
                        .model(scorer.model())
                        .fact("prompt before", promptBefore),
                () -> failure(similarity));
    }

    private String failure(Measurement similarity) {
        return FailureText.expecting("directional similarity of the change from")
                .fact(before)
                .label("to")
                .fact(actual)
                .label("with that from")
                .fact(VisibleText.quoted(promptBefore))
                .label("to")
                .fact(VisibleText.quoted(promptAfter))
                .model(scorer)
                .demand(similarity);
    }
}
