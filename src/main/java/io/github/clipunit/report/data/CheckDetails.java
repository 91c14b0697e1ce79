package io.github.clipunit.report.data;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Optional;

/**
 * What the report keeps of a check besides the check itself; all of it may be missing.
 *
 * @param imageEmbeddings the embeddings of the check's pictures, in their order, or empty: threshold help needs them
 * @param promptEmbedding the embedding of the check's prompt
 * @param goldenImage the accepted picture, to be shown beside the new one
 */
public record CheckDetails(
        List<Embedding> imageEmbeddings, Optional<Embedding> promptEmbedding, Optional<ClipImage> goldenImage) {

    /** Nothing besides the check itself. */
    public static final CheckDetails NONE = new CheckDetails(List.of(), Optional.empty(), Optional.empty());

    public CheckDetails {
        imageEmbeddings = List.copyOf(imageEmbeddings);
    }

    /** The same with embeddings: one for each of the check's pictures, and the prompt's. */
    public CheckDetails withEmbeddings(List<Embedding> images, Embedding prompt) {
        return new CheckDetails(images, Optional.of(prompt), goldenImage);
    }

    /** The same with the accepted picture. */
    public CheckDetails withGoldenImage(ClipImage image) {
        return new CheckDetails(imageEmbeddings, promptEmbedding, Optional.of(image));
    }
}
