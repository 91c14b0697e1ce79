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

    /** Of cosine 0.6 with each other in the mean, as pictures of CLIP are: a shared direction, and one of each its own. */
    static Embedding inCone(int dimension, SplittableRandom random) {
        double[] own = unit(dimension, random);
        return of(IntStream.range(0, dimension)
                .mapToDouble(i -> Math.sqrt(0.6 / dimension) + Math.sqrt(0.4) * own[i])
                .toArray());
    }

    /** An embedding of just this cosine with another. */
    static Embedding at(double cosine, Embedding other, SplittableRandom random) {
        float[] x = other.toArray();
        double[] away = unit(x.length, random);
        double along =
                IntStream.range(0, x.length).mapToDouble(i -> x[i] * away[i]).sum();
        double rest = Math.sqrt((1 - cosine * cosine) / (1 - along * along));
        return of(IntStream.range(0, x.length)
                .mapToDouble(i -> cosine * x[i] + rest * (away[i] - along * x[i]))
                .toArray());
    }

    private static double[] unit(int dimension, SplittableRandom random) {
        double[] vector = new double[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        double length = Math.sqrt(squares);
        return Arrays.stream(vector).map(v -> v / length).toArray();
    }
}
