package io.github.clipunit.report.study;

import io.github.clipunit.Embedding;
import io.github.clipunit.report.data.ThresholdAdvice;
import io.github.clipunit.stats.OrderStatistic;
import io.github.clipunit.stats.RocArea;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the scores of accepted pictures with their own prompts to the scores with the other prompts of the run, and
 * suggests a threshold and a margin.
 *
 * <p>A suggestion is an {@link OrderStatistic}: it holds for pictures like those seen, and no others.
 */
final class ThresholdStudy {

    private static final double[] RATES = {0.01, 0.05, 0.10};
    private static final int FEWEST_PROMPTS = 5;
    private static final double SURE = 0.95;
    private static final int CHECKS_OF_A_RUN = 50;
    /** A threshold is useless if more than this share of wrong pairs pass. */
    private static final double MOST_MISSED = 0.1;
    /** A threshold is useless if more than this share of matching pairs fail. */
    private static final double MOST_ALARMS = 0.2;

    private static final int BINS = 32;
    private static final double STEP = 1e-4;

    private final Scores matching = new Scores();
    private final Scores shuffled = new Scores();
    private final Scores margins = new Scores();
    private final Scores shuffledMargins = new Scores();
    /** The matching scores grouped by prompt. */
    private final Map<String, Scores> byPrompt = new LinkedHashMap<>();

    /**
     * Adds a picture.
     *
     * @param image the picture's embedding
     * @param own the prompts that the picture is checked with; each makes a matching pair
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
            if (matches) {
                byPrompt.computeIfAbsent(names.get(i), name -> new Scores()).add(scores[i]);
            }
            (matches ? matching : shuffled).add(scores[i]);
            // The picture's other prompts are not rivals of a matching one.
            double rival = (matches ? others : all).besides(i);
            if (Double.isFinite(rival)) {
                (matches ? margins : shuffledMargins).add(scores[i] - rival);
            }
        }
    }

    /** Scores as primitive numbers: objects for tens of thousands of pairs would take most of the time. */
    private static final class Scores {
        private double[] values = new double[256];
        private int count;

        void add(double score) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = score;
        }

        void addAll(Scores others) {
            for (int i = 0; i < others.count; i++) {
                add(others.values[i]);
            }
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

    /** The two highest of some scores, so that the highest of all scores but one is known. */
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

    /** Returns whether there is nothing to compare. */
    boolean isEmpty() {
        return matching.isEmpty() || shuffled.isEmpty();
    }

    ThresholdAdvice advice(String className, String model) {
        double[] good = matching.sorted();
        double[] bad = shuffled.sorted();
        List<ThresholdAdvice.Suggestion> suggestions = suggestions(good, bad);
        String reason =
                suggestions.stream().anyMatch(ThresholdStudy::isUseful) ? null : reason(suggestions.get(0), good);
        return new ThresholdAdvice(
                className,
                model,
                Arrays.stream(good).boxed().toList(),
                bad.length,
                RocArea.ofSorted(good, bad),
                histogram(good, bad),
                reason == null
                        ? suggestions.stream().filter(ThresholdStudy::isUseful).toList()
                        : suggestions,
                reason == null,
                reason,
                newPrompts());
    }

    private static boolean isUseful(ThresholdAdvice.Suggestion suggestion) {
        return suggestion.missed() <= MOST_MISSED && suggestion.falsePositives() <= MOST_ALARMS;
    }

    private static String reason(ThresholdAdvice.Suggestion first, double[] good) {
        return first.missed() > MOST_MISSED
                ? String.format(
                        Locale.ROOT,
                        "no threshold to suggest: matching and other pairs overlap so much that %.0f %% of the others"
                                + " would pass; demand instead that the picture beats wrong prompts, with ratherThan",
                        100 * first.missed())
                : String.format(
                        Locale.ROOT,
                        "no threshold to suggest: %d accepted pictures are too few, because up to %.0f %% of further good"
                                + " pictures would fail; 9 or more are enough",
                        good.length,
                        100 * first.falsePositives());
    }

    /**
     * Returns the share of pictures that fail a threshold derived from the pictures of all other prompts, which is what
     * a new prompt has to expect. It is null if few prompts have several pictures, because then no two pictures are
     * alike.
     */
    private @Nullable Double newPrompts() {
        int all = matching.count;
        if (byPrompt.size() < FEWEST_PROMPTS || all < 2 * byPrompt.size()) {
            return null;
        }
        int failed = 0;
        for (Scores own : byPrompt.values()) {
            Scores others = new Scores();
            byPrompt.values().stream().filter(scores -> scores != own).forEach(others::addAll);
            double[] sorted = others.sorted();
            double threshold =
                    roundedDown(sorted[ranks(sorted.length).iterator().next() - 1]);
            failed += (int) Arrays.stream(own.sorted())
                    .filter(score -> score <= threshold)
                    .count();
        }
        return (failed + 1.0) / (all + 1);
    }

    /**
     * Returns for each rate the greatest rank whose claim does not exceed it, or 1 if there are too few pictures to
     * show the rate.
     */
    private static Set<Integer> ranks(int pictures) {
        Set<Integer> ranks = new TreeSet<>();
        for (double rate : RATES) {
            ranks.add(Math.max(1, (int) Math.floor(rate * (pictures + 1) + 1e-9) - 1));
        }
        return ranks;
    }

    private List<ThresholdAdvice.Suggestion> suggestions(double[] good, double[] bad) {
        double[] leads = margins.sorted();
        double[] wrongLeads = shuffledMargins.sorted();
        List<ThresholdAdvice.Suggestion> suggestions = new ArrayList<>();
        for (int rank : ranks(good.length)) {
            OrderStatistic order = new OrderStatistic(rank, good.length);
            double threshold = roundedDown(good[rank - 1]);
            double margin = roundedDown(leads[rank - 1]);
            suggestions.add(new ThresholdAdvice.Suggestion(
                    order.claim(),
                    order.quantile(SURE),
                    order.chanceOfAny(CHECKS_OF_A_RUN),
                    threshold,
                    shareAbove(bad, threshold),
                    margin,
                    shareAbove(wrongLeads, margin)));
        }
        return suggestions;
    }

    /** Rounds to the digits that people write; down, so that no more pictures fail. */
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
