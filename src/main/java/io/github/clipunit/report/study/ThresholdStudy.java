package io.github.clipunit.report.study;

import io.github.clipunit.Embedding;
import io.github.clipunit.report.data.ThresholdAdvice;
import io.github.clipunit.stats.RocArea;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the scores of pictures with their own prompts to those with the other prompts of the run, and says which
 * threshold and margin would hold.
 *
 * <p>A suggestion is an order statistic: if a further matching picture is exchangeable with the n seen, its score is at
 * most the k-th smallest of theirs with probability k / (n + 1), whatever the distribution (Wilks 1941, "Determination of
 * sample sizes for setting tolerance limits"). So n pairs support no rate below 1 / (n + 1).
 */
final class ThresholdStudy {

    private static final double[] RATES = {0.01, 0.05, 0.10};
    private static final int BINS = 32;
    private static final double STEP = 1e-4;

    private final Scores matching = new Scores();
    private final Scores shuffled = new Scores();
    private final Scores margins = new Scores();
    private final Scores shuffledMargins = new Scores();

    /**
     * Adds a picture.
     *
     * @param image its embedding
     * @param own the prompts that it is checked with; each makes a matching pair
     * @param prompts the embeddings of the run's prompts, by prompt
     */
    void add(Embedding image, Set<String> own, Map<String, Embedding> prompts) {
        List<String> names = List.copyOf(prompts.keySet());
        double[] scores = prompts.values().stream().mapToDouble(image::cosine).toArray();
        boolean[] isOwn = new boolean[scores.length];
        Best all = new Best();
        Best others = new Best();
        for (int i = 0; i < scores.length; i++) {
            isOwn[i] = own.contains(names.get(i));
            all.add(i, scores[i]);
            if (!isOwn[i]) {
                others.add(i, scores[i]);
            }
        }
        for (int i = 0; i < scores.length; i++) {
            boolean matches = isOwn[i];
            (matches ? matching : shuffled).add(scores[i]);
            // A second prompt of its own is no rival of a matching one.
            double rival = (matches ? others : all).besides(i);
            if (Double.isFinite(rival)) {
                (matches ? margins : shuffledMargins).add(scores[i] - rival);
            }
        }
    }

    /** Scores of tens of thousands of pairs, for which objects would take more time than all that is done with them. */
    private static final class Scores {
        private double[] values = new double[256];
        private int count;

        void add(double score) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = score;
        }

        boolean isEmpty() {
            return count == 0;
        }

        double[] sorted() {
            double[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /** The highest of some scores, and of those besides any one of them. */
    private static final class Best {
        private int index = -1;
        private double first = Double.NEGATIVE_INFINITY;
        private double second = Double.NEGATIVE_INFINITY;

        void add(int at, double score) {
            if (index < 0 || score > first) {
                second = first;
                first = score;
                index = at;
            } else {
                second = Math.max(second, score);
            }
        }

        double besides(int at) {
            return at == index ? second : first;
        }
    }

    /** Whether there is anything to compare. */
    boolean isEmpty() {
        return matching.isEmpty() || shuffled.isEmpty();
    }

    ThresholdAdvice advice(String className, String model) {
        double[] good = matching.sorted();
        double[] bad = shuffled.sorted();
        return new ThresholdAdvice(
                className,
                model,
                Arrays.stream(good).boxed().toList(),
                bad.length,
                RocArea.ofSorted(good, bad),
                histogram(good, bad),
                suggestions(good, bad));
    }

    private List<ThresholdAdvice.Suggestion> suggestions(double[] good, double[] bad) {
        double[] leads = margins.sorted();
        double[] wrongLeads = shuffledMargins.sorted();
        Set<Integer> ranks = new TreeSet<>(Set.of(1));
        for (double rate : RATES) {
            int rank = (int) Math.floor(rate * (good.length + 1) + 1e-9);
            if (rank >= 1) {
                ranks.add(rank);
            }
        }
        List<ThresholdAdvice.Suggestion> suggestions = new ArrayList<>();
        for (int rank : ranks) {
            double threshold = roundedDown(good[rank - 1]);
            double margin = roundedDown(leads[rank - 1]);
            suggestions.add(new ThresholdAdvice.Suggestion(
                    (double) rank / (good.length + 1),
                    threshold,
                    shareAbove(bad, threshold),
                    margin,
                    shareAbove(wrongLeads, margin)));
        }
        return suggestions;
    }

    /** To what people write; down, so that no more pictures fail. */
    private static double roundedDown(double value) {
        return Math.floor(value / STEP) / Math.round(1 / STEP);
    }

    private static double shareAbove(double[] sorted, double threshold) {
        int upTo = sorted.length;
        while (upTo > 0 && sorted[upTo - 1] > threshold) {
            upTo--;
        }
        return (double) (sorted.length - upTo) / sorted.length;
    }

    private static ThresholdAdvice.Histogram histogram(double[] good, double[] bad) {
        double from = Math.floor(100 * Math.min(good[0], bad[0])) / 100;
        double to = Math.floor(100 * Math.max(good[good.length - 1], bad[bad.length - 1]) + 1) / 100;
        return new ThresholdAdvice.Histogram(from, to, counts(good, from, to), counts(bad, from, to));
    }

    private static List<Integer> counts(double[] values, double from, double to) {
        int[] counts = new int[BINS];
        for (double value : values) {
            int bin = (int) ((value - from) / (to - from) * BINS);
            counts[Math.max(0, Math.min(BINS - 1, bin))]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }
}
