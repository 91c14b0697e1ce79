package io.github.clipunit.sets;

import io.github.clipunit.stats.Demands;
import io.github.clipunit.stats.EqualShares;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Wilson;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the pictures of a set divide over labels: each picture counts for the label with the largest zero-shot share, and
 * apart from them all where that share is too small to tell.
 *
 * <p>The model that gives the shares has biases of its own; measure them on labelled pictures before blaming a
 * generator.
 *
 * @param labels the labels, at least two
 * @param counts how many pictures count for each label
 * @param uncertain how many pictures count for none
 * @hidden
 */
public record Balance(List<String> labels, List<Integer> counts, int uncertain) {

    public Balance {
        labels = List.copyOf(labels);
        counts = List.copyOf(counts);
        Demands.requireAtLeast(2, "number of labels", labels.size());
        if (counts.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "counts [" + counts.size() + "] must be as many as labels [" + labels.size() + "]");
        }
    }

    /**
     * The balance of a set.
     *
     * @param labels the labels, at least two
     * @param shares for each picture the shares of these labels, which sum to 1
     * @param certainty the least share that decides; at least 0.5 keeps ties apart
     * @throws IllegalArgumentException if shares are not as many as labels or do not sum to 1, or the certainty is
     *     outside (0, 1)
     */
    public static Balance of(List<String> labels, Collection<double[]> shares, double certainty) {
        Demands.requireBetween(0, 1, "certainty", certainty);
        int[] counts = new int[labels.size()];
        int uncertain = 0;
        for (double[] one : shares) {
            Shares.require(labels.size(), one);
            int best = IntStream.range(0, one.length)
                    .reduce((a, b) -> one[b] > one[a] ? b : a)
                    .orElseThrow();
            if (one[best] >= certainty) {
                counts[best]++;
            } else {
                uncertain++;
            }
        }
        return new Balance(labels, IntStream.of(counts).boxed().toList(), uncertain);
    }

    /** How many pictures count for a label. */
    public int certain() {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** The share of a label among the pictures that count; NaN where none does. */
    public double share(int label) {
        return (double) counts.get(label) / certain();
    }

    /** Wilson's interval for the share of a label. */
    public Interval interval(int label, double confidence) {
        return Wilson.interval(counts.get(label), certain(), confidence);
    }

    /** The largest distance of a share from an equal one; NaN where no picture counts. */
    public double deviation() {
        return IntStream.range(0, labels.size())
                .mapToDouble(label -> Math.abs(share(label) - 1.0 / labels.size()))
                .max()
                .orElseThrow();
    }

    /**
     * How probable counts at least this unequal are where every label is equally probable: Pearson's chi-square test
     * from five expected pictures a label on, below that the exact multinomial test (for two labels, the binomial
     * test).
     */
    public double pValue() {
        return EqualShares.pValue(counts.stream().mapToInt(Integer::intValue).toArray());
    }
}
