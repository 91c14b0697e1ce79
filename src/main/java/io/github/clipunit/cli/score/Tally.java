package io.github.clipunit.cli.score;

import io.github.clipunit.ClipScore;
import io.github.clipunit.internal.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what a run came to, in all and by group. */
public final class Tally {

    private final @Nullable Double min;
    private final GroupScores all = new GroupScores();
    private final Map<String, GroupScores> groups = new TreeMap<>();
    private boolean hasIds;
    private long requests;
    private double lowest = Double.NaN;
    private String lowestImage = "";

    /**
     * An empty count.
     *
     * @param min the least score that is good enough, or null if any is
     */
    public Tally(@Nullable Double min) {
        this.min = min;
    }

    void add(Line line) {
        hasIds |= line.request().id() != null;
        add(all, line);
        String group = line.request().group();
        if (group != null) {
            add(groups.computeIfAbsent(group, name -> new GroupScores()), line);
        }
        ClipScore score = line.score();
        if (score != null && !(score.cosine() >= lowest)) {
            lowest = score.cosine();
            lowestImage = line.image();
        }
    }

    private void add(GroupScores counted, Line line) {
        ClipScore score = line.score();
        if (score == null) {
            counted.addError();
        } else {
            counted.add(score.cosine(), isBelow(score));
        }
    }

    /** Whether a score misses the least; one that is no number does. */
    boolean isBelow(ClipScore score) {
        return min != null && !(score.cosine() >= min);
    }

    @Nullable
    Double min() {
        return min;
    }

    GroupScores all() {
        return all;
    }

    /** By name; empty where nothing has a group. */
    Map<String, GroupScores> groups() {
        return groups;
    }

    /** Counts a request, of whatever shard. */
    void ask() {
        requests++;
    }

    /** Whether there was nothing at all to score, in any shard. */
    public boolean isOfNothing() {
        return requests == 0;
    }

    /** How many lines there were. */
    long lines() {
        return all.scores().count() + all.errors();
    }

    /** Whether a line has an id. */
    public boolean hasIds() {
        return hasIds;
    }

    /** Whether a line has a group. */
    public boolean hasGroups() {
        return !groups.isEmpty();
    }

    /** The lowest score, or NaN where there is none. */
    double lowest() {
        return lowest;
    }

    /** The picture with the lowest score. */
    String lowestImage() {
        return lowestImage;
    }

    /** Whether a line could not be scored. */
    public boolean hasErrors() {
        return all.errors() > 0;
    }

    /** Whether a score is below the least. */
    public boolean hasLow() {
        return all.below() > 0;
    }

    /**
     * Which conditions hold, each with the number that it met.
     *
     * @param isWhole whether these are all lines, and not those of a shard
     * @throws IllegalArgumentException if these are all lines and a condition names a group that is not there
     */
    public List<String> met(Collection<Condition> conditions, boolean isWhole) {
        return conditions.stream()
                .flatMap(condition -> condition.met(of(condition, isWhole)).stream())
                .toList();
    }

    private Map<String, GroupScores> of(Condition condition, boolean isWhole) {
        String group = condition.group();
        if (group == null && !condition.isEach()) {
            return Map.of("", all);
        }
        Map<String, GroupScores> asked = new TreeMap<>(groups);
        if (group != null) {
            asked.keySet().retainAll(Set.of(group));
        }
        if (isWhole && asked.isEmpty()) {
            throw new IllegalArgumentException("--fail-if [" + condition.text() + "] names group ["
                    + (group == null ? "*" : group) + "], of which there is no line; "
                    + (group == null || groups.isEmpty()
                            ? "no line has a group: name their column with --group"
                            : "did you mean [" + NearestName.of(group, groups.keySet()) + "]?"));
        }
        return asked;
    }
}
