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
 * One false positive rate for all set goldens of a run, by Holm's method (Holm 1979). A test fails at once if it would
 * fail however the others end: at {@code alpha / n}, where n is the number of set goldens in the directory. The later
 * steps of Holm's method need all p-values, so their rejections are known at the end of the run. Because n is fixed,
 * each fork and each shard keeps the rate.
 */
public final class RunBudget {

    private final double alpha;
    private final Map<Path, Integer> sizes = new ConcurrentHashMap<>();
    /** The passed tests by test and golden, so that a repeated test counts once; its last attempt counts. */
    private final Map<String, Held> held = new LinkedHashMap<>();

    private final Set<String> red = new HashSet<>();

    /**
     * Creates an unused budget.
     *
     * @param alpha how often a run may fail by chance although nothing got worse, between 0 and 0.5
     */
    public RunBudget(double alpha) {
        this.alpha = alpha;
    }

    /** Returns the level at which a set golden in a directory fails at once. */
    double level(Path root) {
        return alpha / size(root);
    }

    private int size(Path root) {
        return sizes.computeIfAbsent(root, directory -> Math.max(1, SetGoldens.count(directory)));
    }

    /** Records a verdict. */
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

    /**
     * Returns the goldens that passed their own tests but are rejected by the later steps of Holm's method, one per
     * line; empty if there are none.
     */
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
