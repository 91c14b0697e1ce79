package io.github.clipunit.calibration;

import io.github.clipunit.Embedding;
import io.github.clipunit.stats.Demands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The cosines of pictures with the prompts of others: examples of what does not match, made from pairs that do. The
 * order of the pairs is shuffled with a constant seed, then the prompts are moved on by one place, by two, and so on.
 *
 * @hidden
 */
public final class MismatchedPairs {

    private static final long SEED = 20_240_501;

    private MismatchedPairs() {}

    /**
     * The cosines of mismatched pairs. Pairs whose prompts have the same embedding are left out, since they do match.
     *
     * @param images the embeddings of at least two pictures
     * @param prompts the embeddings of their prompts, in the same order
     * @param times how many prompts of others each picture is paired with; no more than there are others
     * @return the cosines, at most {@code times} a picture
     * @throws IllegalArgumentException if there are not as many prompts as pictures, fewer than two, or all prompts are
     *     the same
     */
    static double[] cosines(List<Embedding> images, List<Embedding> prompts, int times) {
        Demands.requireAtLeast(2, "number of pictures", images.size());
        Demands.requireAtLeast(1, "prompts for each picture", times);
        if (images.size() != prompts.size()) {
            throw new IllegalArgumentException(
                    "pictures [" + images.size() + "] must be as many as prompts [" + prompts.size() + "]");
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, images.size()).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        double[] cosines = IntStream.rangeClosed(1, Math.min(times, images.size() - 1))
                .boxed()
                .flatMapToDouble(places -> moved(images, prompts, order, places))
                .toArray();
        if (cosines.length == 0) {
            throw new IllegalArgumentException(
                    "all [" + prompts.size() + "] prompts are the same: none of them mismatches any picture");
        }
        return cosines;
    }

    private static DoubleStream moved(
            List<Embedding> images, List<Embedding> prompts, List<Integer> order, int places) {
        return IntStream.range(0, order.size())
                .filter(i -> !prompts.get(order.get(i)).equals(prompts.get(other(order, i, places))))
                .mapToDouble(i -> images.get(order.get(i)).cosine(prompts.get(other(order, i, places))));
    }

    private static int other(List<Integer> order, int i, int places) {
        return order.get((i + places) % order.size());
    }
}
