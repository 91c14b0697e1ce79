package io.github.clipunit.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Figures in pairs, ours and what they are held against, and what their ratio was round by round. */
final class Comparisons {

    private static final String NO_GOAL = "";

    private final Map<String, List<Pair>> rounds = new LinkedHashMap<>();

    /** Adds times that are only to be known. */
    void add(String name, Timing ours, Timing theirs) {
        add(name, NO_GOAL, ours, theirs);
    }

    /** Adds times whose ratio has a goal, in words or as the most it may be. */
    void add(String name, String goal, Timing ours, Timing theirs) {
        Pair pair = new Pair(goal, ours, theirs);
        rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(pair);
        System.out.println(pair.line(name));
    }

    /** A line of Markdown a comparison: the round whose ratio by the clock is the median, and the span of all. */
    String table() {
        StringBuilder table = new StringBuilder("\n| comparison | at most | ms by the clock | ratio | rounds | ms of"
                + " processor | ratio |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        rounds.forEach((name, pairs) -> {
            List<Pair> sorted = sorted(pairs);
            String span = String.format(
                    Locale.ROOT,
                    "%.2f to %.2f",
                    sorted.get(0).byClock(),
                    sorted.get(sorted.size() - 1).byClock());
            table.append(sorted.get(sorted.size() / 2).row(name, span));
        });
        return table.toString();
    }

    /** The median of all rounds of each ratio, by the clock and of processor time. */
    Ratios ratios() {
        Map<String, Double> byName = new LinkedHashMap<>();
        rounds.forEach((name, pairs) -> {
            put(byName, name, pairs, Pair::byClock);
            put(byName, name + " (processor)", pairs, Pair::byProcessor);
        });
        return new Ratios(Machine.describe(), byName);
    }

    private static void put(Map<String, Double> byName, String name, List<Pair> pairs, ToDoubleFunction<Pair> ratio) {
        double[] sorted = pairs.stream().mapToDouble(ratio).sorted().toArray();
        double median = sorted[sorted.length / 2];
        if (!Double.isNaN(median)) {
            byName.put(name, median);
        }
    }

    private static List<Pair> sorted(List<Pair> pairs) {
        return pairs.stream().sorted(Comparator.comparingDouble(Pair::byClock)).toList();
    }

    /** The round of a comparison whose ratio by the clock is the median. */
    Pair median(String name) {
        List<Pair> sorted = sorted(Objects.requireNonNull(rounds.get(name), name));
        return sorted.get(sorted.size() / 2);
    }

    /** The median of our times by the clock, in all comparisons whose names begin so. */
    double medianOfOurs(String prefix) {
        double[] times = rounds.entrySet().stream()
                .filter(comparison -> comparison.getKey().startsWith(prefix))
                .flatMap(comparison -> comparison.getValue().stream())
                .mapToDouble(pair -> pair.ours().clock())
                .sorted()
                .toArray();
        return times[times.length / 2];
    }

    static String digits(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 200 ? "%.1f" : "%.0f", value);
    }

    /** Ours and what it is held against, measured one right after the other. */
    record Pair(String goal, Timing ours, Timing theirs) {

        double byClock() {
            return ours.clock() / theirs.clock();
        }

        private double byProcessor() {
            return ours.processor() / theirs.processor();
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "  %-64s clock %7.2f : %7.2f = %.2f, processor %7.2f : %7.2f = %.2f, at most %s",
                    name,
                    ours.clock(),
                    theirs.clock(),
                    byClock(),
                    ours.processor(),
                    theirs.processor(),
                    byProcessor(),
                    goal);
        }

        String row(String name, String span) {
            String processor = Double.isNaN(byProcessor())
                    ? " | |"
                    : String.format(
                            Locale.ROOT,
                            " %s : %s | %.2f |",
                            digits(ours.processor()),
                            digits(theirs.processor()),
                            byProcessor());
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s : %s | %.2f | %s |%s%n",
                    name,
                    goal,
                    digits(ours.clock()),
                    digits(theirs.clock()),
                    byClock(),
                    span,
                    processor);
        }
    }
}
