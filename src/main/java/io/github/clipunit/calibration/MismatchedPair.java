package io.github.clipunit.calibration;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A picture with the prompt of another: an example of a pair that does not match, made from pairs that do. The pairs
 * are shuffled with a constant seed, and then the prompts are shifted by one place, by two, and so on.
 *
 * @param picture the index of the picture among the matching pairs
 * @param other the index of the pair that the prompt comes from
 * @param cosine the cosine between picture and prompt
 * @param alike the cosine between the picture's own prompt and this one
 */
record MismatchedPair(int picture, int other, double cosine, double alike) {

    private static final long SEED = 20_240_501;

    /**
     * Pairs each picture with the given number of prompts of others. Prompts with the same embedding are left out,
     * because they match.
     *
     * @throws IllegalArgumentException if there are fewer than two pictures, or all prompts are the same
     */
    static List<MismatchedPair> of(List<Embedding> images, List<Embedding> prompts, int times) {
        Demands.requireAtLeast(2, "number of pictures", images.size());
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, images.size()).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        List<MismatchedPair> pairs = new ArrayList<>();
        for (int places = 1; places <= Math.min(times, images.size() - 1); places++) {
            for (int i = 0; i < order.size(); i++) {
                int picture = order.get(i);
                int other = order.get((i + places) % order.size());
                Embedding prompt = prompts.get(other);
                if (!prompts.get(picture).equals(prompt)) {
                    double alike = prompts.get(picture).cosine(prompt);
                    pairs.add(new MismatchedPair(
                            picture, other, images.get(picture).cosine(prompt), alike));
                }
            }
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    "all [" + prompts.size() + "] prompts are the same: calibration needs pairs that do not match");
        }
        return pairs;
    }
}
