package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Embeddings for tests. */
public final class Vectors {

    private Vectors() {}

    public static List<Embedding> of(double[][] rows) {
        return Arrays.stream(rows).map(Vectors::of).toList();
    }

    public static Embedding of(double... numbers) {
        float[] vector = new float[numbers.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) numbers[i];
        }
        return Embedding.of(vector);
    }

    /** Scattered around a direction that the centre sets for all coordinates alike. */
    static List<Embedding> random(int count, int dimension, double centre, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> of(random.doubles(dimension)
                        .map(ignored -> centre + random.nextGaussian())
                        .toArray()))
                .toList();
    }
}
