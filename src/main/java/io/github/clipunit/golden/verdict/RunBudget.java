package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.store.SetGoldens;
import io.github.clipunit.stats.Holm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One false positive rate for all set goldens of a run, by Holm's method (Holm 1979). A test is red at once where it would be
 * however the others end: at {@code alpha / n}, n being the number of set goldens in the directory. What only Holm's later
 * steps reject is known when all p-values are, at the end of the run. With n fixed so, each fork and each shard keeps the rate.
 */
public final class RunBudget {

    private final double alpha;
    private final Map<Path, Integer> sizes = new ConcurrentHashMap<>();
    /** By test and golden, so that a test that is tried again counts once; the last try counts. */
    private final Map<String, Held> held = new LinkedHashMap<>();

    private final Set<String> red = new HashSet<>();

    /**
     * Spends nothing yet.
     *
     * @param alpha how often a run in which nothing got worse may be red, between 0 and 0.5
     */
    public RunBudget(double alpha) {
        this.alpha = alpha;
    }

    /** The level at which one set golden in a directory is red at once. */
    double level(Path root) {
        return alpha / size(root);
    }

    private int size(Path root) {
        return sizes.computeIfAbsent(root, directory -> Math.max(1, SetGoldens.count(directory)));
    }

    /** Notes a verdict. */
    synchronized void add(String test, String golden, double pValue, boolean passed) {
        String key = test + " " + golden;
        held.remove(key);
        red.remove(key);
        if (passed) {
            held.put(key, new Held(test, golden, pValue));
        } else {
            red.add(key);
        }
    }

    /** The goldens that passed their tests, but not Holm's later steps, one a line; empty where there are none. */
    public synchronized List<String> late() {
        int all = Math.max(
                red.size() + held.size(),
                sizes.values().stream().mapToInt(Integer::intValue).sum());
        List<Held> ordered = held.values().stream()
                .sorted(Comparator.comparingDouble(Held::pValue))
                .toList();
        double[] adjusted = Holm.adjustLater(
                all - red.size(), ordered.stream().mapToDouble(Held::pValue).toArray());
        List<String> late = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] <= alpha) {
                late.add(ordered.get(i).line(adjusted[i]));
            }
        }
        return late;
    }

    private record Held(String test, String golden, double pValue) {
        String line(double adjusted) {
            return test + ": golden [" + golden + "], p-value " + Figures.probability(pValue) + ", by Holm's method "
                    + Figures.probability(adjusted);
        }
    }
}
