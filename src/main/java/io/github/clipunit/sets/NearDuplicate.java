package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture that nearly repeats an earlier one.
 *
 * @param index the index of the picture in its set, from 0
 * @param original the index of the most similar earlier picture
 * @param cosine the cosine between their embeddings
 */
public record NearDuplicate(int index, int original, double cosine) {

    /** The rounding error of the cosine of equal pictures. */
    static final double ROUNDING = 1e-6;
    /** The largest number of pictures for which all pairs are compared. */
    private static final int MOST = 20_000;

    private static final int SAMPLE = 10_000;

    /**
     * Returns the pictures of a set that nearly repeat an earlier one, each with the most similar earlier picture.
     * Every pair of up to 20,000 pictures is compared. In larger sets, a {@link DuplicateSketch} selects the pairs to
     * compare, unless the threshold is too low for a sketch. It finds a pair at the threshold with a probability of
     * 0.99, and more similar pairs with a higher one.
     *
     * @param embeddings the embeddings of the pictures
     * @param threshold the cosine at which two pictures count as near-duplicates, at most 1; equal pictures reach 1
     *     except for rounding (about 1e-7)
     * @return the near-duplicates, in the order of the set
     */
    public static List<NearDuplicate> in(List<Embedding> embeddings, double threshold) {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("cosine threshold [" + threshold + "] must lie between -1 and 1");
        }
        Demands.requireItems("embeddings", embeddings);
        if (embeddings.size() > MOST) {
            int step = embeddings.size() / SAMPLE;
            EmbeddingMoments sample = IntStream.range(0, SAMPLE)
                    .mapToObj(i -> embeddings.get(i * step))
                    .collect(EmbeddingMoments.collector());
            if (threshold >= DuplicateSketch.lowest(sample)) {
                return DuplicateSketch.of(sample, embeddings.size(), threshold).in(embeddings);
            }
        }
        @Nullable NearDuplicate[] found = new NearDuplicate[embeddings.size()];
        IntStream.range(1, found.length).parallel().forEach(i -> IntStream.range(0, i)
                .forEach(earlier -> compare(embeddings, i, earlier, threshold, found)));
        return listed(found);
    }

    /** Records an earlier picture if it is similar enough, and more similar than the one recorded before. */
    static void compare(
            List<Embedding> embeddings, int index, int earlier, double threshold, @Nullable NearDuplicate[] found) {
        double cosine = embeddings.get(index).cosine(embeddings.get(earlier));
        NearDuplicate best = found[index];
        boolean isBest = best == null || cosine > best.cosine || (cosine == best.cosine && earlier < best.original);
        if (cosine >= threshold - ROUNDING && isBest) {
            found[index] = new NearDuplicate(index, earlier, cosine);
        }
    }

    static List<NearDuplicate> listed(@Nullable NearDuplicate[] found) {
        return Arrays.stream(found)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
