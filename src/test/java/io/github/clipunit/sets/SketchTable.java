package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints the table of near-duplicates in docs/statistics.md: thousands of planted pairs among pictures of 512 dimensions in a
 * narrow cone. Arguments are pairs of a number of pictures and a threshold, such as {@code 100000 0.97}; a million takes {@code
 * -Xmx8g}.
 */
final class SketchTable {

    private static final int PLANTED = 3000;

    private SketchTable() {}

    public static void main(String... arguments) {
        System.out.println("| pictures | threshold | bits | bands | recall at it | halfway to 1 | others | seconds |");
        for (int i = 0; i < arguments.length; i += 2) {
            print(Integer.parseInt(arguments[i]), Double.parseDouble(arguments[i + 1]));
        }
    }

    private static void print(int size, double threshold) {
        List<Embedding> set = new ArrayList<>(IntStream.range(0, size - 2 * PLANTED)
                .parallel()
                .mapToObj(i -> Vectors.inCone(512, new SplittableRandom(i)))
                .toList());
        SplittableRandom random = new SplittableRandom(-1);
        for (int i = 0; i < 2 * PLANTED; i++) {
            set.add(Vectors.at(i < PLANTED ? threshold : (1 + threshold) / 2, set.get(i), random));
        }
        long start = System.nanoTime();
        List<NearDuplicate> found = NearDuplicate.in(set, threshold);
        double seconds = (System.nanoTime() - start) / 1e9;
        Set<Integer> pairs = new HashSet<>();
        found.stream()
                .filter(one -> one.index() - one.original() == size - 2 * PLANTED)
                .forEach(one -> pairs.add(one.original()));
        long least = pairs.stream().filter(original -> original < PLANTED).count();
        EmbeddingMoments sample = EmbeddingMoments.of(set.subList(0, 10_000));
        DuplicateSketch sketch = DuplicateSketch.of(sample, size, threshold);
        System.out.printf(
                "| %,d | %s | %d | %d | %.4f | %.4f | %d | %.0f |%n",
                size,
                threshold,
                sketch.bitsPerBand(),
                sketch.buckets(set.get(0)).length,
                least / (double) PLANTED,
                (pairs.size() - least) / (double) PLANTED,
                found.size() - pairs.size(),
                seconds);
    }
}
