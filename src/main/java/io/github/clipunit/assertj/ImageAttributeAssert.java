package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;
import static io.github.clipunit.model.EmbeddedModel.PICTOGRAM;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestScope;
import java.util.List;

/**
 * Assertions about an attribute of a picture that two opposite prompts describe: CLIP-IQA (Wang, Chan and Loy 2023,
 * arXiv 2207.12396).
 *
 * <p>The paper's model is a ResNet-50 that sees pictures at full size. A ViT crops and shrinks them first, so its
 * numbers differ from the paper's. Compare only pictures scored by one model.
 */
public class ImageAttributeAssert extends ClipAbstractAssert<ImageAttributeAssert, ClipImage> {

    /**
     * Prompts with this cosine or more are two spellings of one: with pictogram, "a grey circle" and "a gray circle"
     * have 0.9987.
     */
    private static final double SAME = 0.998;

    /** The score of pictogram at which matching and other pairs are equally frequent. */
    private static final double KNOWN = 0.28;

    private final PromptPair pair;
    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link ImageAssert#hasAttribute}. */
    ImageAttributeAssert(ClipImage actual, PromptPair pair, ClipScorer scorer) {
        super(actual, ImageAttributeAssert.class);
        this.pair = pair;
        this.scorer = scorer;
        this.step = TestScope.begin(
                scorer, "hasAttribute(" + VisibleText.onOneLine(pair.name()) + ")", ".above(0.6) or .below(0.4)");
    }

    /**
     * Verifies that the positive prompt's share of the two, by softmax at the model's logit scale, is above a
     * threshold.
     *
     * <pre><code class="java">
     * assertThat(fox).hasAttribute(PromptPair.COLOURFULNESS).above(0.6);       // passes at 0.83
     * assertThat(fog).hasAttribute(PromptPair.COLOURFULNESS).above(0.6);       // fails at 0.21
     * </code></pre>
     *
     * @param threshold in [0, 1]; 0.5 means neither
     * @throws IllegalArgumentException if the model cannot distinguish the prompts: their embeddings have a cosine of
     *     0.998 or more, or the model is {@code pictogram} and knows neither
     * @throws AssertionError if the share is not above the threshold, or NaN
     */
    public ImageAttributeAssert above(double threshold) {
        return require(Relation.ABOVE, threshold);
    }

    /**
     * Verifies that the share is below a threshold.
     *
     * @param threshold in [0, 1]; 0.5 means neither
     * @throws AssertionError if the share is not below the threshold, or NaN
     */
    public ImageAttributeAssert below(double threshold) {
        return require(Relation.BELOW, threshold);
    }

    /**
     * Returns the positive prompt's share of the two.
     *
     * @throws IllegalArgumentException if the embeddings of the prompts have a cosine of 0.998 or more, so that every
     *     picture gets almost the same share
     */
    static double share(ClipImage image, PromptPair pair, ClipScorer scorer) {
        List<String> prompts = List.of(pair.positive(), pair.negative());
        List<Embedding> embeddings = scorer.embedPrompts(prompts);
        double cosine = embeddings.get(0).cosine(embeddings.get(1));
        if (cosine >= SAME) {
            throw new IllegalArgumentException(
                    untold(pair, scorer) + "the cosine of their embeddings is " + fixed(cosine)
                            + ", and from " + SAME
                            + " on every picture has much the same share; choose other prompts or another"
                            + " model");
        }
        List<ClipScore> scores = scorer.scores(image, prompts);
        return PromptPair.share(scores.get(0), scores.get(1));
    }

    private static String untold(PromptPair pair, ClipScorer scorer) {
        return "model [" + scorer.model() + "] cannot tell [" + VisibleText.onOneLine(pair.positive()) + "] from ["
                + VisibleText.onOneLine(pair.negative()) + "]: ";
    }

    /**
     * Refuses pairs that the model in the jar does not know: it has seen no photographs, and its shares for unknown
     * words are random.
     */
    private void requireKnown() {
        if (!EmbeddedModel.is(scorer.model())) {
            return;
        }
        double best = Math.max(
                scorer.score(actual, pair.positive()).cosine(),
                scorer.score(actual, pair.negative()).cosine());
        String cause = PromptPair.ALL.contains(pair)
                ? "it has learned drawings and their names, but no photographs and no words for quality"
                : "the picture matches neither; its better CLIP score is " + fixed(best, KNOWN) + ", and subjects that "
                        + PICTOGRAM + " knows reach " + fixed(KNOWN, best);
        if (PromptPair.ALL.contains(pair) || !(best >= KNOWN)) {
            throw new IllegalArgumentException(untold(pair, scorer) + cause
                    + "; choose other prompts, or set clipunit.model to a model of photographs, such as"
                    + " openai/clip-vit-base-patch32");
        }
    }

    private ImageAttributeAssert require(Relation relation, double threshold) {
        Thresholds.probability(pair.name() + " threshold", threshold);
        step.finish();
        requireKnown();
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
