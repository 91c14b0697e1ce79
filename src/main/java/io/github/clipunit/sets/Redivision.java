package io.github.clipunit.sets;

import io.github.clipunit.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All embeddings of two sets, divided again at random into sets of the same sizes: the permutation test behind CMMD.
 */
final class Redivision {

    private final double[][] likenesses;
    private final int firstSize;

    Redivision(List<Embedding> first, List<Embedding> second) {
        List<Embedding> all = new ArrayList<>(first);
        all.addAll(second);
        firstSize = first.size();
        likenesses = new double[all.size()][];
        for (int i = 0; i < likenesses.length; i++) {
            likenesses[i] = new double[i];
            for (int j = 0; j < i; j++) {
                likenesses[i][j] = Cmmd.likeness(all.get(i).cosine(all.get(j)));
            }
        }
    }

    double pValue(int times, SplittableRandom random) {
        boolean[] inFirst = new boolean[likenesses.length];
        for (int i = 0; i < firstSize; i++) {
            inFirst[i] = true;
        }
        double seen = distance(inFirst);
        double rounding = 1e-9 * Math.abs(seen);
        int asFar = 1;
        for (int i = 0; i < times; i++) {
            shuffle(inFirst, random);
            asFar += distance(inFirst) >= seen - rounding ? 1 : 0;
        }
        return asFar / (times + 1.0);
    }

    /** Returns half the biased squared discrepancy; the diagonal is zero in every division. */
    private double distance(boolean[] inFirst) {
        double first = 1.0 / firstSize;
        double second = -1.0 / (inFirst.length - firstSize);
        double sum = 0;
        for (int i = 0; i < inFirst.length; i++) {
            double[] row = likenesses[i];
            double along = 0;
            for (int j = 0; j < i; j++) {
                along += inFirst[j] ? first * row[j] : second * row[j];
            }
            sum += (inFirst[i] ? first : second) * along;
        }
        return sum;
    }

    private static void shuffle(boolean[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            boolean value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
