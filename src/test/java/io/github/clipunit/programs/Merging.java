package io.github.clipunit.programs;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.ItemResult;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.sets.EmbeddingMoments;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Sums made on one machine and merged on another. */
final class Merging {

    private Merging() {}

    static byte[] sums(Path picture) {
        try (ClipScorer clip = OnnxClipScorer.open("pictogram")) {
            EmbeddingMoments moments = clip.embedAll(Stream.of(picture), ClipImage::of)
                    .map(ItemResult::orElseThrow)
                    .collect(EmbeddingMoments.collector());
            return moments.toBytes();
        }
    }

    static long countOfBoth(byte[] first, byte[] second) {
        return EmbeddingMoments.ofBytes(first)
                .merge(EmbeddingMoments.ofBytes(second))
                .count();
    }
}
