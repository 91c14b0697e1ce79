package io.github.clipunit.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times in milliseconds, in pairs, and what their ratio was round by round. */
final class Comparisons {

    private final Map<String, List<Pair>> rounds = new LinkedHashMap<>();

    void add(String name, Timing ours, Timing theirs) {
        Pair pair = new Pair(ours, theirs);
        rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(pair);
        System.out.println(pair.line(name));
    }

    /** A line a comparison: the round whose ratio of processor times is the median, and the span of all. */
    String table() {
        StringBuilder table = new StringBuilder("\nmedian round, and the span of the ratio of processor times\n");
        rounds.forEach((name, pairs) -> {
            List<Pair> sorted = pairs.stream()
                    .sorted(Comparator.comparingDouble(Pair::ratio))
                    .toList();
            table.append(sorted.get(sorted.size() / 2).line(name))
                    .append(String.format(
                            Locale.ROOT,
                            " (%.2f to %.2f)%n",
                            sorted.get(0).ratio(),
                            sorted.get(sorted.size() - 1).ratio()));
        });
        return table.toString();
    }

    private record Pair(Timing ours, Timing theirs) {

        double ratio() {
            return ours.processor() / theirs.processor();
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "  %-64s clock %7.2f : %7.2f ms = %.2f, processor %7.2f : %7.2f ms = %.2f",
                    name,
                    ours.clock(),
                    theirs.clock(),
                    ours.clock() / theirs.clock(),
                    ours.processor(),
                    theirs.processor(),
                    ratio());
        }
    }
}
