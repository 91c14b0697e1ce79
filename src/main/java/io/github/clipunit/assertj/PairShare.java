package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.prompt.PromptPair;
import java.util.List;

/**
 * What a model gives the two prompts of a pair for one picture.
 *
 * @param share the positive prompt's share of the two, in [0, 1]
 * @param cosine the positive prompt's cosine
 */
record PairShare(double share, double cosine) {

    /**
     * Asks the model.
     *
     * @throws IllegalArgumentException if it gives both prompts the same embedding, so that every picture has share 0.5
     */
    static PairShare of(Embedding picture, PromptPair pair, ClipScorer scorer) {
        List<Embedding> prompts = scorer.embedPrompts(List.of(pair.positive(), pair.negative()));
        if (prompts.get(0).equals(prompts.get(1))) {
            throw new IllegalArgumentException("model [" + scorer.model() + "] cannot tell [" + pair.positive()
                    + "] from [" + pair.negative()
                    + "]: it gives both the same embedding, as one does that knows neither"
                    + " word; choose other prompts or another model");
        }
        double share = PromptPair.share(
                picture, prompts.get(0), prompts.get(1), scorer.model().logits());
        return new PairShare(share, picture.cosine(prompts.get(0)));
    }
}
