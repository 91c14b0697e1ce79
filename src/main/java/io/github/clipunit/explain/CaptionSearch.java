package io.github.clipunit.explain;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import io.github.clipunit.image.ClipImage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Searches for the captions closest to a picture. To embed all of them costs a large model seconds, so a search compares as
 * many as its time allows, most promising first: one caption of each group, then those of the groups that are closest to the
 * picture. Captions that the scorer remembers take no time, so a later search gets further.
 */
final class CaptionSearch {

    /** How many captions, each of another group, every search compares; the first groups are those that differ most. */
    static final int FIRST = 12;

    /** How many captions of the closest groups are compared at once: worth a batch, and few enough to stop in time. */
    static final int BATCH = 8;

    private final List<List<String>> groups;
    private final ClipScorer scorer;
    private final ClipImage image;
    private final LongSupplier clock;
    private final Map<String, Double> scores = new LinkedHashMap<>();
    private long nanosACaption;

    /** @param clock the time in nanoseconds */
    CaptionSearch(List<List<String>> groups, ClipScorer scorer, ClipImage image, LongSupplier clock) {
        this.groups = groups;
        this.scorer = scorer;
        this.image = image;
        this.clock = clock;
    }

    /**
     * The closest of the captions compared when the time is up. Those that stand for the first groups are compared however
     * short the time, others only while a batch of them will fit.
     *
     * @param nanos how long it may take
     */
    Closest closest(int count, long nanos) {
        long deadline = clock.getAsLong() + nanos;
        List<String> next = promising();
        while (!next.isEmpty() && (scores.isEmpty() || clock.getAsLong() + next.size() * nanosACaption <= deadline)) {
            compare(next);
            next = promising();
        }
        return new Closest(ranked().limit(count).toList(), scores.size(), total());
    }

    private Stream<Description> ranked() {
        return scores.entrySet().stream()
                .map(entry -> new Description(entry.getKey(), entry.getValue()))
                .filter(one -> !Double.isNaN(one.score()))
                .sorted(Comparator.comparingDouble(Description::score).reversed());
    }

    /** The captions to compare next: those that stand for their groups, then the rest of the closest groups. */
    private List<String> promising() {
        List<String> first = left(groups.stream().map(group -> group.get(0)), FIRST);
        return first.isEmpty()
                ? left(
                        groups.stream()
                                .sorted(Comparator.comparingDouble(this::closeness)
                                        .reversed())
                                .flatMap(List::stream),
                        BATCH)
                : first;
    }

    private List<String> left(Stream<String> captions, int most) {
        return captions.filter(caption -> !scores.containsKey(caption))
                .limit(most)
                .toList();
    }

    /** The best score of the group's compared captions. */
    private double closeness(List<String> group) {
        return group.stream()
                .mapToDouble(caption -> scores.getOrDefault(caption, -1.0))
                .max()
                .orElse(-1);
    }

    /** Compares, and sees how long that takes; remembered captions, which take no time, are followed by others that do. */
    private void compare(List<String> captions) {
        long start = clock.getAsLong();
        List<ClipScore> found = scorer.scores(image, captions);
        nanosACaption = Math.max((clock.getAsLong() - start) / captions.size(), nanosACaption / 2);
        for (int i = 0; i < captions.size(); i++) {
            scores.put(captions.get(i), found.get(i).cosine());
        }
    }

    private int total() {
        return groups.stream().mapToInt(List::size).sum();
    }
}
