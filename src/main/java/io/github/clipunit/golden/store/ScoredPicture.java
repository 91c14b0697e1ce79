package io.github.clipunit.golden.store;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;

/**
 * A picture with its embedding and score.
 *
 * @param image the picture
 * @param embedding the picture's embedding
 * @param score the cosine with the prompt's embedding, in [-1, 1]
 */
public record ScoredPicture(ClipImage image, Embedding embedding, double score) {

    public ScoredPicture {
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("score [" + score + "] must be a cosine, from -1 to 1");
        }
    }
}
