package io.github.clipunit.onnx;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture whose embedding somebody waits for. */
final class WaitingPicture {

    private final PreparedPicture picture;
    private volatile @Nullable Embedding embedding;
    private volatile @Nullable RuntimeException failure;

    WaitingPicture(PreparedPicture picture) {
        this.picture = picture;
    }

    boolean hasSizeOf(WaitingPicture other) {
        return picture.hasSizeOf(other.picture);
    }

    boolean isDone() {
        return embedding != null || failure != null;
    }

    /** Encodes pictures at once, or one by one where that fails, so that each has its own failure or none. */
    static void encode(PictureLine.Encoding tower, List<WaitingPicture> batch) {
        if (batch.isEmpty()) {
            return; // others took all
        }
        try {
            List<Embedding> embeddings =
                    tower.encode(batch.stream().map(waiting -> waiting.picture).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).embedding = embeddings.get(i);
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.get(0).failure = e;
            } else {
                batch.forEach(waiting -> encode(tower, List.of(waiting)));
            }
        } finally {
            batch.stream().filter(waiting -> !waiting.isDone()).forEach(WaitingPicture::giveUp);
        }
    }

    /** After an error that is thrown at the one who encodes. */
    private void giveUp() {
        failure = new IllegalStateException("the run that was to encode " + picture.subject() + " broke off");
    }

    Embedding result() {
        Embedding result = embedding;
        if (result != null) {
            return result;
        }
        RuntimeException thrown = failure;
        throw thrown != null ? thrown : new IllegalStateException("nothing was encoded");
    }
}
