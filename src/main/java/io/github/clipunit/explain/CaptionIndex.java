package io.github.clipunit.explain;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Closest;
import io.github.clipunit.check.Description;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The captions' embeddings under one model, as far as they are known. All of them cost a large model seconds, so a search
 * learns as many as its time allows, most promising first: one caption of each group, then those of the groups that are
 * closest to the picture. Each further search starts from what earlier ones learned, in this run or, through the file, in
 * another.
 */
final class CaptionIndex {

    /** How many captions, each of another group, every search knows; the first groups are those that differ most. */
    static final int FIRST = 12;

    /** How many captions of the closest groups are embedded at once: worth a batch, and few enough to stop in time. */
    static final int BATCH = 8;

    /** How many captions of the file are embedded again to see that the model is still the same. */
    private static final int PROBES = 2;

    /** Below what a probe counts as another model's; runs and devices differ by less. */
    private static final double SAME = 0.9999;

    private final List<List<String>> groups;
    private final CaptionFile file;
    private final LongSupplier clock;
    private final Map<String, Embedding> known = new LinkedHashMap<>();
    private long nanosACaption;
    private boolean isRead;

    /** @param clock the time in nanoseconds */
    CaptionIndex(List<List<String>> groups, CaptionFile file, LongSupplier clock) {
        this.groups = groups;
        this.file = file;
        this.clock = clock;
    }

    /** All embeddings, in the order of the groups, whatever time they take. */
    synchronized List<Embedding> all(ClipScorer scorer) {
        recall(scorer);
        List<String> unknown =
                captions().filter(caption -> !known.containsKey(caption)).toList();
        if (!unknown.isEmpty()) {
            learn(scorer, unknown);
            file.write(known);
        }
        return captions().map(this::embedding).toList();
    }

    /**
     * The captions closest to a picture among those known when the time is up. Those that stand for the first groups are
     * learned however short the time, others only while a batch of them will fit.
     *
     * @param image the picture's embedding
     * @param nanos how long it may take
     */
    synchronized Closest closest(ClipScorer scorer, Embedding image, int count, long nanos) {
        long deadline = clock.getAsLong() + nanos;
        recall(scorer);
        int before = known.size();
        List<String> next = promising(image);
        while (!next.isEmpty() && (known.isEmpty() || clock.getAsLong() + next.size() * nanosACaption <= deadline)) {
            learn(scorer, next);
            next = promising(image);
        }
        boolean wasQuick = before == 0 && known.size() == total();
        if (known.size() > before && !wasQuick) {
            file.write(known);
        }
        return new Closest(ranked(image).limit(count).toList(), known.size(), total());
    }

    private Stream<Description> ranked(Embedding image) {
        return known.entrySet().stream()
                .map(entry -> new Description(entry.getKey(), image.cosine(entry.getValue())))
                .sorted(Comparator.comparingDouble(Description::score).reversed());
    }

    /** The captions to learn next: those that stand for their groups, then the rest of the closest groups. */
    private List<String> promising(Embedding image) {
        List<String> first =
                unknown(groups.stream().map(group -> group.get(0))).limit(FIRST).toList();
        return first.isEmpty()
                ? unknown(groups.stream()
                                .sorted(Comparator.comparingDouble((List<String> group) -> closeness(group, image))
                                        .reversed())
                                .flatMap(List::stream))
                        .limit(BATCH)
                        .toList()
                : first;
    }

    private Stream<String> unknown(Stream<String> captions) {
        return captions.filter(caption -> !known.containsKey(caption));
    }

    /** The best cosine of the group's known captions. */
    private double closeness(List<String> group, Embedding image) {
        return group.stream()
                .filter(known::containsKey)
                .mapToDouble(caption -> image.cosine(embedding(caption)))
                .max()
                .orElse(-1);
    }

    private Embedding embedding(String caption) {
        Embedding embedding = known.get(caption);
        if (embedding == null) {
            throw new IllegalStateException("caption [" + caption + "] was not embedded");
        }
        return embedding;
    }

    private void learn(ClipScorer scorer, List<String> captions) {
        List<Embedding> embeddings = embed(scorer, captions);
        for (int i = 0; i < captions.size(); i++) {
            known.put(captions.get(i), embeddings.get(i));
        }
    }

    /** Embeds, and sees how long that takes. */
    private List<Embedding> embed(ClipScorer scorer, List<String> captions) {
        long start = clock.getAsLong();
        List<Embedding> embeddings = scorer.embedPrompts(captions);
        nanosACaption = (clock.getAsLong() - start) / captions.size();
        return embeddings;
    }

    private void recall(ClipScorer scorer) {
        if (isRead) {
            return;
        }
        isRead = true;
        Map<String, Embedding> recorded = file.read();
        List<String> probes = recorded.keySet().stream().limit(PROBES).toList();
        List<Embedding> now = probes.isEmpty() ? List.of() : embed(scorer, probes);
        for (int i = 0; i < now.size(); i++) {
            Embedding then = recorded.get(probes.get(i));
            if (then == null || then.dimension() != now.get(i).dimension() || !(then.cosine(now.get(i)) > SAME)) {
                return;
            }
        }
        known.putAll(recorded);
    }

    private Stream<String> captions() {
        return groups.stream().flatMap(List::stream);
    }

    private int total() {
        return groups.stream().mapToInt(List::size).sum();
    }

    /** The captions that are known, for tests. */
    synchronized List<String> learned() {
        return new ArrayList<>(known.keySet());
    }
}
