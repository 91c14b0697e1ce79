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
 * @param index the place of the picture in its set, from 0
 * @param original the place of the earlier picture that is most like it
 * @param cosine the cosine of their embeddings
 */
public record NearDuplicate(int index, int original, double cosine) {

    /** How far from 1 the cosine of equal pictures may lie. */
    static final double ROUNDING = 1e-6;
    /** The most pictures of which all pairs are compared. */
    private static final int MOST = 20_000;

    private static final int SAMPLE = 10_000;

    /**
     * The pictures of a set that nearly repeat an earlier one, each with the earlier picture most like it. Every pair
     * of up to 20,000 pictures is compared. Of more, those are that a {@link DuplicateSketch} brings together, which is each
     * pair at the threshold with a probability of 0.99, and likelier ones above; unless the threshold is too low for one.
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

    /** Notes an earlier picture if it is like enough, and liker than one noted before. */
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
