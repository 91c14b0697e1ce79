package io.github.clipunit.generator;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.pixels.PixelDifference;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The degree to which a generator reproduced its own pictures.
 *
 * @param level the strongest likeness that all pictures have in common
 * @param pixels the differences of the pixels, or null if sizes differ
 * @param lowestCosine the lowest cosine of any two of the pictures; 1 if all pixels are equal
 * @hidden
 */
public record Reproduction(Level level, @Nullable PixelDifference pixels, double lowestCosine) {

    /** The likeness of repetitions, the strongest first. */
    public enum Level {
        /** The encoded bytes are equal. */
        SAME_BYTES,
        /** The pixels are equal, but the bytes differ or are unknown. */
        SAME_PIXELS,
        /** The pixels differ, but the embeddings are close. */
        ALIKE,
        /** The embeddings differ too. */
        DIFFERENT
    }

    /**
     * Compares the pictures of one seed.
     *
     * @param images at least two pictures
     * @param encoded the encoded bytes of the same pictures, in the same order; empty if there are none
     * @param embedding returns the embedding of a picture; called only if pixels differ
     * @param threshold the cosine that any two pictures must reach to be {@link Level#ALIKE}
     * @throws IllegalArgumentException if there are fewer than two pictures, or not as many encoded ones
     */
    public static Reproduction of(
            List<ClipImage> images, List<byte[]> encoded, Function<ClipImage, Embedding> embedding, double threshold) {
        Demands.requireAtLeast(2, "number of pictures", images.size());
        if (!encoded.isEmpty() && encoded.size() != images.size()) {
            throw new IllegalArgumentException(
                    "encoded pictures [" + encoded.size() + "] must be as many as pictures [" + images.size() + "]");
        }
        PixelDifference pixels = images.stream().allMatch(image -> PixelDifference.isSameSize(images.get(0), image))
                ? PixelDifference.among(images)
                : null;
        if (pixels != null && pixels.largest() == 0) {
            boolean sameBytes =
                    !encoded.isEmpty() && encoded.stream().allMatch(bytes -> Arrays.equals(bytes, encoded.get(0)));
            return new Reproduction(sameBytes ? Level.SAME_BYTES : Level.SAME_PIXELS, pixels, 1);
        }
        double cosine = lowestCosine(images.stream().map(embedding).toList());
        return new Reproduction(cosine >= threshold ? Level.ALIKE : Level.DIFFERENT, pixels, cosine);
    }

    private static double lowestCosine(List<Embedding> embeddings) {
        double lowest = 1;
        for (int i = 0; i < embeddings.size(); i++) {
            for (int j = 0; j < i; j++) {
                lowest = Math.min(lowest, embeddings.get(i).cosine(embeddings.get(j)));
            }
        }
        return lowest;
    }
}
