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

    void add(String name, double ours, double theirs) {
        rounds.computeIfAbsent(name, key -> new ArrayList<>()).add(new Pair(ours, theirs));
        System.out.printf(Locale.ROOT, "  %-66s %8.2f ms : %8.2f ms = %.3f%n", name, ours, theirs, ours / theirs);
    }

    /** A line a comparison: the round of the median ratio, and the span of all. */
    String table() {
        StringBuilder table = new StringBuilder("\nmedian round\n");
        rounds.forEach((name, pairs) -> {
            List<Pair> sorted = pairs.stream()
                    .sorted(Comparator.comparingDouble(Pair::ratio))
                    .toList();
            Pair middle = sorted.get(sorted.size() / 2);
            table.append(String.format(
                    Locale.ROOT,
                    "  %-66s %8.2f ms : %8.2f ms = %.3f (%.3f to %.3f)%n",
                    name,
                    middle.ours(),
                    middle.theirs(),
                    middle.ratio(),
                    sorted.get(0).ratio(),
                    sorted.get(sorted.size() - 1).ratio()));
        });
        return table.toString();
    }

    private record Pair(double ours, double theirs) {
        double ratio() {
            return ours / theirs;
        }
    }
}
