package io.github.clipunit.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Sums of parts, merged in any order and grouping. */
public final class Merges {

    private Merges() {}

    /**
     * Divides items at random into parts, some of them empty, sums each, and merges any two of what is left until one is.
     *
     * @param travel what happens to a sum on its way
     */
    public static <I, S> S atRandom(
            List<I> items, Function<List<I>, S> sum, Function<S, S> travel, BinaryOperator<S> merge, long seed) {
        Random random = new Random(seed);
        List<List<I>> parts = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(i -> (List<I>) new ArrayList<I>())
                .toList());
        items.forEach(item -> parts.get(random.nextInt(parts.size())).add(item));
        List<S> sums = new ArrayList<>(parts.stream().map(sum).map(travel).toList());
        while (sums.size() > 1) {
            S taken = sums.remove(random.nextInt(sums.size()));
            int into = random.nextInt(sums.size());
            sums.set(into, travel.apply(merge.apply(sums.get(into), taken)));
        }
        return sums.get(0);
    }
}
