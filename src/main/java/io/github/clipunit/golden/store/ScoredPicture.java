package io.github.clipunit.golden.store;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;

/**
 * A picture and what a model made of it.
 *
 * @param image the picture
 * @param embedding its embedding
 * @param score the cosine with the prompt's embedding, in [-1, 1]
 */
public record ScoredPicture(ClipImage image, Embedding embedding, double score) {

    public ScoredPicture {
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("score [" + score + "] must be a cosine, from -1 to 1");
        }
    }
}
