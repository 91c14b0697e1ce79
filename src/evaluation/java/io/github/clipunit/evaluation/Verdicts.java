package io.github.clipunit.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the model made of the cases. */
final class Verdicts {

    /** The task whose wrong captions are other pictures'. */
    static final String RANDOM = "random";

    private final Map<String, List<Boolean>> right = new HashMap<>();
    private final Map<String, List<Integer>> ranks = new HashMap<>();
    private final List<Double> matching = new ArrayList<>();
    private final List<Double> random = new ArrayList<>();

    static Verdicts of(Cases cases, Embedded embedded) {
        Verdicts verdicts = new Verdicts();
        for (PairCase pair : cases.pairs()) {
            verdicts.add(
                    pair.task(),
                    embedded.cosine(pair.image(), pair.rightCaption()),
                    embedded.cosine(pair.image(), pair.wrongCaption()));
        }
        for (NameCase named : cases.named()) {
            verdicts.ranks
                    .computeIfAbsent(named.task(), task -> new ArrayList<>())
                    .add(rank(named, cases.names(), embedded));
        }
        return verdicts;
    }

    private void add(String task, double rightCosine, double wrongCosine) {
        right.computeIfAbsent(task, name -> new ArrayList<>()).add(rightCosine > wrongCosine);
        if (task.equals(RANDOM)) {
            matching.add(rightCosine);
            random.add(wrongCosine);
        }
    }

    /** One plus the number of names that score higher than the query, those left out that the style draws alike. */
    private static int rank(NameCase named, Collection<String> names, Embedded embedded) {
        double mine = embedded.cosine(named.image(), named.query());
        Set<String> ignored = new HashSet<>(named.accept());
        ignored.add(named.name());
        long higher = names.stream()
                .filter(name -> !ignored.contains(name))
                .filter(name -> embedded.cosine(named.image(), name) > mine)
                .count();
        return Math.toIntExact(1 + higher);
    }

    /** How many pairs of these tasks are told apart; a tie is not. */
    Proportion right(List<String> tasks) {
        return Proportion.of(all(right, tasks), isRight -> isRight);
    }

    /** How many names of these tasks are among the first {@code most}. */
    Proportion top(int most, List<String> tasks) {
        return Proportion.of(all(ranks, tasks), rank -> rank <= most);
    }

    /** Matching captions against random ones. */
    MeasuredArea area() {
        return MeasuredArea.of(matching, random);
    }

    Proportion matchingAbove(double score) {
        return Proportion.of(matching, cosine -> cosine > score);
    }

    Proportion randomBelow(double score) {
        return Proportion.of(random, cosine -> cosine < score);
    }

    private static <T> List<T> all(Map<String, List<T>> found, List<String> tasks) {
        return tasks.stream()
                .flatMap(task -> found.getOrDefault(task, List.of()).stream())
                .toList();
    }
}
