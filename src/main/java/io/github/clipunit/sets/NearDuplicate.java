package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture that nearly repeats an earlier one.
 *
 * @param index the place of the picture in its set, from 0
 * @param original the place of the earlier picture that is most like it
 * @param cosine the cosine of their embeddings
 * @hidden
 */
public record NearDuplicate(int index, int original, double cosine) {

    /**
     * The pictures of a set that nearly repeat an earlier one, each with the earlier picture most like it. Every pair
     * is compared, so time grows with the square of the number.
     *
     * @param embeddings the embeddings of the pictures
     * @param threshold the cosine from which on two pictures count as near-duplicates, at most 1; equal pictures reach
     *     1 but for rounding (about 1e-7)
     * @return those found, in the order of the set
     */
    public static List<NearDuplicate> in(List<Embedding> embeddings, double threshold) {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("cosine threshold [" + threshold + "] must lie between -1 and 1");
        }
        return IntStream.range(1, embeddings.size())
                .parallel()
                .mapToObj(i -> nearest(embeddings, i, threshold - 1e-6))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static @Nullable NearDuplicate nearest(List<Embedding> embeddings, int index, double threshold) {
        NearDuplicate nearest = null;
        double best = threshold;
        for (int i = 0; i < index; i++) {
            double cosine = embeddings.get(index).cosine(embeddings.get(i));
            if (nearest == null ? cosine >= best : cosine > best) {
                nearest = new NearDuplicate(index, i, cosine);
                best = cosine;
            }
        }
        return nearest;
    }
}
