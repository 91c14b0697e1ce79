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

    /**
     * The exact interval for the share of a label among all pictures, whatever the uncertain ones show (Manski's bounds): its
     * lower end supposes that none of them belongs to the label, its upper end that all do.
     */
    public Interval interval(int label, double confidence) {
        int all = certain() + uncertain;
        int most = counts.get(label) + uncertain;
        return new Interval(
                ClopperPearson.interval(counts.get(label), all, confidence).low(),
                ClopperPearson.interval(most, all, confidence).high());
    }

    /**
     * How far a share may stray from an equal one at most, by two one-sided exact tests of each label at 5 %; that all must
     * reject needs no correction (Berger 1982). NaN where no picture counts.
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
     * A label whose share is shown to stray farther than a tolerance, with its interval at 95 % confidence for all labels
     * together (Bonferroni); empty where none is.
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
     * How many pictures show it of a balanced generator in 90 %, where as large a part is uncertain as here; or empty.
     */
    public OptionalInt needed(double tolerance) {
        return PicturesNeeded.forShares(labels.size(), (double) uncertain / (certain() + uncertain), tolerance);
    }

    /** The largest distance of a share from an equal one; NaN where no picture counts. */
    public double deviation() {
        return IntStream.range(0, labels.size())
                .mapToDouble(label -> Math.abs(share(label) - 1.0 / labels.size()))
                .max()
                .orElseThrow();
    }

    /**
     * How probable counts at least this unequal are where every label is equally probable, by the exact multinomial test
     * (for two labels, the binomial test).
     */
    public double pValue() {
        return EqualShares.pValue(counts.stream().mapToInt(Integer::intValue).toArray());
    }
}
