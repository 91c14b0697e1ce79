package io.github.clipunit.junit;

import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.internal.Counted;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The goldens that a run wrote and a person has to review. */
final class WrittenGoldens {

    private static final Map<Outcome, String> DEEDS =
            Map.of(Outcome.RECORDED, "recorded", Outcome.UPDATED, "rewritten");

    private final Map<String, Set<String>> files = new ConcurrentSkipListMap<>();

    /** Records the outcome for a golden. */
    void add(CheckedGolden golden) {
        String deed = DEEDS.get(golden.outcome());
        if (deed != null) {
            files.computeIfAbsent(deed, key -> ConcurrentHashMap.newKeySet()).add(golden.file());
        }
    }

    /** Returns how many goldens were recorded and how many were rewritten; empty if none. */
    Optional<String> summary() {
        int all = files.values().stream().mapToInt(Set::size).sum();
        if (all == 0) {
            return Optional.empty();
        }
        String deeds = files.entrySet().stream()
                .map(deed -> Counted.of(deed.getValue().size(), "golden") + " " + deed.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of(deeds + " (review and commit " + (all == 1 ? "it" : "them") + ")");
    }
}
