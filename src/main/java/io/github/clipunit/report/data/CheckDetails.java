package io.github.clipunit.report.data;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Optional;

/**
 * Further data about a check for the report; each part may be missing.
 *
 * @param imageEmbeddings the embeddings of the check's pictures, in their order, or empty; suggested thresholds need
 *     them
 * @param promptEmbedding the embedding of the check's prompt
 * @param goldenImage the accepted picture, shown next to the new one
 */
public record CheckDetails(
        List<Embedding> imageEmbeddings, Optional<Embedding> promptEmbedding, Optional<ClipImage> goldenImage) {

    /** No further data. */
    public static final CheckDetails NONE = new CheckDetails(List.of(), Optional.empty(), Optional.empty());

    public CheckDetails {
        imageEmbeddings = List.copyOf(imageEmbeddings);
    }

    /** Returns the same details with embeddings: one for each of the check's pictures, and the prompt's. */
    public CheckDetails withEmbeddings(List<Embedding> images, Embedding prompt) {
        return new CheckDetails(images, Optional.of(prompt), goldenImage);
    }

    /** Returns the same details with the accepted picture. */
    public CheckDetails withGoldenImage(ClipImage image) {
        return new CheckDetails(imageEmbeddings, promptEmbedding, Optional.of(image));
    }
}
