package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptPair;

/**
 * Checks of a quality of a picture as two opposite prompts: CLIP-IQA (Wang, Chan and Loy 2023, arXiv 2207.12396).
 *
 * <p>The paper's model is a ResNet-50 that sees pictures in full size; a ViT crops and shrinks them first, so that its
 * numbers are not the paper's. Compare pictures of one model with each other.
 */
public class ImageAttributeAssert extends ClipAbstractAssert<ImageAttributeAssert, ClipImage> {

    private final PromptPair pair;
    private final ClipScorer scorer;
    private final PreparedStep step;

    /** Used by {@link ImageAssert#hasAttribute}. */
    ImageAttributeAssert(ClipImage actual, PromptPair pair, ClipScorer scorer) {
        super(actual, ImageAttributeAssert.class);
        this.pair = pair;
        this.scorer = scorer;
        this.step = PreparedStep.begin("hasAttribute(" + pair.name() + ")");
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
        double share = share(threshold);
        return settle(share, share > threshold, "above", threshold, "too low");
    }

    /**
     * Verifies that the share is below a threshold.
     *
     * @param threshold in [0, 1]; 0.5 is neither
     * @throws AssertionError if the share is not below it, or NaN
     */
    public ImageAttributeAssert below(double threshold) {
        double share = share(threshold);
        return settle(share, share < threshold, "below", threshold, "too high");
    }

    private double share(double threshold) {
        Thresholds.probability(threshold);
        step.finish();
        return PairShare.of(actual, pair, scorer).share();
    }

    private ImageAttributeAssert settle(double share, boolean holds, String relation, double threshold, String how) {
        return settle(
                Check.of(pair.name() + " " + relation, actual)
                        .model(scorer.model())
                        .figure("share", share)
                        .figure("demandedShare", threshold)
                        .fact("positive", pair.positive())
                        .fact("negative", pair.negative()),
                holds,
                () -> FailureText.expecting(pair.name() + " of")
                        .fact(actual)
                        .label("as the share of")
                        .fact(VisibleText.quoted(pair.positive()) + " rather than "
                                + VisibleText.quoted(pair.negative()))
                        .model(scorer)
                        .demand("to be " + relation, threshold, share, how),
                share,
                threshold);
    }
}
