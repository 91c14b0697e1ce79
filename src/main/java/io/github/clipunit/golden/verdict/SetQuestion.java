package io.github.clipunit.golden.verdict;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Sample;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a set of pictures is held against the recorded one.
 *
 * @param isPaired whether picture by picture, as each has the seed of the recorded one in its place
 * @param batch how many pictures, one after the other, share what they have in common and count as one; 1 where each counts
 * @param isProof whether the pictures must be shown to be no worse, and not only not be shown to be worse
 */
public record SetQuestion(boolean isPaired, int batch, boolean isProof) {

    /** Whether independent pictures are shown to be worse. */
    public static final SetQuestion INDEPENDENT = new SetQuestion(false, 1, false);

    public SetQuestion {
        Demands.requireAtLeast(1, "pictures in a batch", batch);
    }

    /** The same, picture by picture. */
    public SetQuestion pairedBySeed() {
        return new SetQuestion(true, batch, isProof);
    }

    /** The same, batch by batch. */
    public SetQuestion inBatchesOf(int size) {
        Demands.requireAtLeast(2, "pictures in a batch", size);
        return new SetQuestion(isPaired, size, isProof);
    }

    /** Whether the pictures are shown to be no worse. */
    public SetQuestion asProof() {
        return new SetQuestion(isPaired, batch, true);
    }

    /** Refuses what no later run could be compared with. */
    void requireEnough(int pictures) {
        requireWholeBatches("pictures", pictures);
        if ((isPaired || batch > 1) && pictures / batch < 2) {
            throw new IllegalArgumentException(
                    "pictures [" + pictures + "] must be at least two " + unit() + ": one says nothing about noise");
        }
    }

    void requireWholeBatches(String what, int number) {
        if (number % batch != 0) {
            throw new IllegalArgumentException(what + " [" + number + "] must be whole batches of [" + batch + "]");
        }
    }

    DropVerdict test(DropTest test, double[] golden, double[] current) {
        double[] before = batches(golden);
        double[] after = batches(current);
        return isPaired ? test.testPaired(before, after) : test.test(Sample.of(before), Sample.of(after));
    }

    /** Means of batches: independent of each other where batches are, whatever pictures of one have in common. */
    private double[] batches(double[] scores) {
        return IntStream.range(0, scores.length / batch)
                .mapToDouble(i -> Arrays.stream(scores, i * batch, (i + 1) * batch)
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /** How many pairs, or batches or pictures on each side, a verdict is drawn from: of two sizes the harmonic mean. */
    double size(int golden, int current) {
        return 2.0 / (1.0 / golden + 1.0 / current) / batch;
    }

    /** What counts, for messages: {@code pictures}, {@code pairs of pictures}, {@code batches of 4}. */
    String unit() {
        String one = batch == 1 ? "pictures" : "batches of " + batch;
        return isPaired ? "pairs of " + one : one;
    }
}
