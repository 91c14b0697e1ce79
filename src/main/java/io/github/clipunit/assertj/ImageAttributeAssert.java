package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestScope;
import java.util.List;

/**
 * Checks of a quality of a picture as two opposite prompts: CLIP-IQA (Wang, Chan and Loy 2023, arXiv 2207.12396).
 *
 * <p>The paper's model is a ResNet-50 that sees pictures in full size; a ViT crops and shrinks them first, so that its
 * numbers are not the paper's. Compare pictures of one model with each other.
 */
public class ImageAttributeAssert extends ClipAbstractAssert<ImageAttributeAssert, ClipImage> {

    private final PromptPair pair;
    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link ImageAssert#hasAttribute}. */
    ImageAttributeAssert(ClipImage actual, PromptPair pair, ClipScorer scorer) {
        super(actual, ImageAttributeAssert.class);
        this.pair = pair;
        this.scorer = scorer;
        this.step = TestScope.begin(scorer, "hasAttribute(" + pair.name() + ")");
    }

    /**
     * Verifies that the positive prompt's share of the two, by softmax at the model's logit scale, is above a threshold.
     *
     * <pre><code class="java">
     * assertThat(fox).hasAttribute(PromptPair.COLOURFULNESS).above(0.6);       // passes at 0.83
     * assertThat(fog).hasAttribute(PromptPair.COLOURFULNESS).above(0.6);       // fails at 0.21
     * </code></pre>
     *
     * @param threshold in [0, 1]; 0.5 is neither
     * @throws IllegalArgumentException if the model gives both prompts the same embedding
     * @throws AssertionError if the share is not above it, or NaN
     */
    public ImageAttributeAssert above(double threshold) {
        return require(Relation.ABOVE, threshold);
    }

    /**
     * Verifies that the share is below a threshold.
     *
     * @param threshold in [0, 1]; 0.5 is neither
     * @throws AssertionError if the share is not below it, or NaN
     */
    public ImageAttributeAssert below(double threshold) {
        return require(Relation.BELOW, threshold);
    }

    /**
     * The positive prompt's share of the two.
     *
     * @throws IllegalArgumentException if the model gives both the same embedding, so that every picture has share 0.5
     */
    static double share(ClipImage image, PromptPair pair, ClipScorer scorer) {
        List<String> prompts = List.of(pair.positive(), pair.negative());
        List<Embedding> embeddings = scorer.embedPrompts(prompts);
        if (embeddings.get(0).equals(embeddings.get(1))) {
            throw new IllegalArgumentException("model [" + scorer.model() + "] cannot tell [" + pair.positive()
                    + "] from [" + pair.negative()
                    + "]: it gives both the same embedding, as one does that knows neither"
                    + " word; choose other prompts or another model");
        }
        List<ClipScore> scores = scorer.scores(image, prompts);
        return PromptPair.share(scores.get(0), scores.get(1));
    }

    private ImageAttributeAssert require(Relation relation, double threshold) {
        Thresholds.probability(threshold);
        step.finish();
        Measurement share = Measurement.of(pair.name(), share(actual, pair, scorer), relation, threshold);
        return settle(
                Check.of(share, actual)
                        .model(scorer.model())
                        .fact("positive", pair.positive())
                        .fact("negative", pair.negative()),
                () -> FailureText.expecting(pair.name() + " of")
                        .fact(actual)
                        .label("as the share of")
                        .fact(VisibleText.quoted(pair.positive()) + " rather than "
                                + VisibleText.quoted(pair.negative()))
                        .model(scorer)
                        .demand(share));
    }
}
