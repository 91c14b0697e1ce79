package io.github.clipunit.golden.verdict;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Sample;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The way in which a set of pictures is compared with the recorded set.
 *
 * @param isPaired whether each picture is compared with the recorded picture at the same position, which has the same
 *     seed
 * @param batch the number of consecutive pictures that are not independent and count as one; 1 if each picture counts
 * @param isProof whether the pictures must be proven no worse; otherwise they only must not be shown to be worse
 */
public record SetQuestion(boolean isPaired, int batch, boolean isProof) {

    /** Tests whether independent pictures are worse. */
    public static final SetQuestion INDEPENDENT = new SetQuestion(false, 1, false);

    public SetQuestion {
        Demands.requireAtLeast(1, "pictures in a batch", batch);
    }

    /** Returns the same question for pairs of pictures. */
    public SetQuestion pairedBySeed() {
        return new SetQuestion(true, batch, isProof);
    }

    /** Returns the same question for batches. */
    public SetQuestion inBatchesOf(int size) {
        Demands.requireAtLeast(2, "pictures in a batch", size);
        return new SetQuestion(isPaired, size, isProof);
    }

    /** Returns the same question as a proof that the pictures are no worse. */
    public SetQuestion asProof() {
        return new SetQuestion(isPaired, batch, true);
    }

    /** Refuses sets that no later run could be compared with. */
    void requireEnough(int pictures) {
        requireWholeBatches("pictures", pictures);
        if ((isPaired || batch > 1 || isProof) && pictures / batch < 2) {
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

    /**
     * Returns the means of batches. They are independent if the batches are, even if the pictures of a batch are not.
     */
    private double[] batches(double[] scores) {
        return IntStream.range(0, scores.length / batch)
                .mapToDouble(i -> Arrays.stream(scores, i * batch, (i + 1) * batch)
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /**
     * Returns the number of pairs, or of batches or pictures on each side, behind a verdict; two different sizes give
     * their harmonic mean.
     */
    double size(int golden, int current) {
        return 2.0 / (1.0 / golden + 1.0 / current) / batch;
    }

    /** Returns the unit of counting for messages: {@code pictures}, {@code pairs of pictures}, {@code batches of 4}. */
    String unit() {
        String one = batch == 1 ? "pictures" : "batches of " + batch;
        return isPaired ? "pairs of " + one : one;
    }
}
