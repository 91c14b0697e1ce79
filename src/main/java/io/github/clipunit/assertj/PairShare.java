package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
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
    static PairShare of(ClipImage image, PromptPair pair, ClipScorer scorer) {
        List<String> prompts = List.of(pair.positive(), pair.negative());
        List<Embedding> embeddings = scorer.embedPrompts(prompts);
        if (embeddings.get(0).equals(embeddings.get(1))) {
            throw new IllegalArgumentException("model [" + scorer.model() + "] cannot tell [" + pair.positive()
                    + "] from [" + pair.negative()
                    + "]: it gives both the same embedding, as one does that knows neither"
                    + " word; choose other prompts or another model");
        }
        List<ClipScore> scores = scorer.scores(image, prompts);
        return new PairShare(
                PromptPair.share(scores.get(0), scores.get(1)), scores.get(0).cosine());
    }
}
