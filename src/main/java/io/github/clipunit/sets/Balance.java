package io.github.clipunit.sets;

import io.github.clipunit.internal.Demands;
import io.github.clipunit.stats.ClopperPearson;
import io.github.clipunit.stats.EqualShares;
import io.github.clipunit.stats.Interval;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The distribution of a set of pictures over labels: each picture counts for the label with the largest zero-shot
 * share, or as uncertain if that share is too small.
 *
 * <p>The model that gives the shares has biases of its own; measure them on labelled pictures before you blame a
 * generator.
 *
 * @param labels the labels, at least two
 * @param counts the number of pictures that count for each label
 * @param uncertain the number of pictures that count for no label
 * @hidden
 */
public record Balance(List<String> labels, List<Integer> counts, int uncertain) {

    public Balance {
        labels = List.copyOf(labels);
        counts = List.copyOf(counts);
        Demands.requireAtLeast(2, "number of labels", labels.size());
        if (counts.size() != labels.size()) {
            throw new IllegalArgumentException("there must be one count per label, but there are [" + counts.size()
                    + "] counts and [" + labels.size() + "] labels");
        }
    }

    /**
     * Returns the balance of a set.
     *
     * @param labels the labels, at least two
     * @param shares for each picture the shares of these labels, which sum to 1
     * @param certainty the smallest share that decides; with at least 0.5, no picture can count for two labels
     * @throws IllegalArgumentException if the numbers of shares and labels differ, the shares do not sum to 1, or the
     *     certainty is outside (0, 1)
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

    /** Returns how many pictures count for a label. */
    public int certain() {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the share of a label among the pictures that count; NaN if none does. */
    public double share(int label) {
        return (double) counts.get(label) / certain();
    }

    /**
     * Returns the exact interval for the share of a label among all pictures, whatever the uncertain ones show
     * (Manski's bounds): the lower end assumes that none of them belongs to the label, the upper end that all do.
     */
    public Interval interval(int label, double confidence) {
        int all = certain() + uncertain;
        int most = counts.get(label) + uncertain;
        return new Interval(
                ClopperPearson.interval(counts.get(label), all, confidence).low(),
                ClopperPearson.interval(most, all, confidence).high());
    }

    /**
     * Returns how far a share may deviate from an equal one, by two one-sided exact tests of each label at 5 %. Because
     * all must reject, no correction is needed (Berger 1982). NaN if no picture counts.
     */
    public double deviationLimit() {
        double equal = 1.0 / labels.size();
        return certain() == 0
                ? Double.NaN
                : IntStream.range(0, labels.size())
                        .mapToObj(label -> interval(label, PicturesNeeded.TWO_ONE_SIDED))
                        .mapToDouble(interval -> Math.max(equal - interval.low(), interval.high() - equal))
                        .max()
                        .orElseThrow();
    }

    /**
     * Returns a label whose share is shown to deviate by more than a tolerance, with its interval at 95 % confidence
     * for all labels together (Bonferroni); empty if there is none.
     */
    public Optional<Map.Entry<String, Interval>> shownToStray(double tolerance) {
        double confidence = 1 - 0.05 / labels.size();
        double equal = 1.0 / labels.size();
        int most = counts.indexOf(Collections.max(counts));
        int fewest = counts.indexOf(Collections.min(counts));
        return Stream.of(most, fewest)
                .map(label -> Map.entry(labels.get(label), interval(label, confidence)))
                .filter(one -> one.getValue().low() > equal + tolerance
                        || one.getValue().high() < equal - tolerance)
                .findFirst();
    }

    /**
     * Returns how many pictures prove the balance of a balanced generator in 90 % of runs, if the same share of them is
     * uncertain as here; empty if no number does.
     */
    public OptionalInt needed(double tolerance) {
        return PicturesNeeded.forShares(labels.size(), (double) uncertain / (certain() + uncertain), tolerance);
    }

    /** Returns the largest deviation of a share from an equal one; NaN if no picture counts. */
    public double deviation() {
        return IntStream.range(0, labels.size())
                .mapToDouble(label -> Math.abs(share(label) - 1.0 / labels.size()))
                .max()
                .orElseThrow();
    }

    /**
     * Returns the probability of counts at least this unequal if every label is equally probable, by the exact
     * multinomial test (for two labels, the binomial test).
     */
    public double pValue() {
        return EqualShares.pValue(counts.stream().mapToInt(Integer::intValue).toArray());
    }
}
