package io.github.clipunit.cli.score;

import io.github.clipunit.ClipScore;
import io.github.clipunit.internal.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the results of a run: of all lines and of each group. */
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
     * @param min the lowest score that passes, or null if every score does
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

    /** Whether a score is below {@code --min}, as NaN is. */
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

    /** The groups by name; empty if no line has a group. */
    Map<String, GroupScores> groups() {
        return groups;
    }

    /** Counts a request of any shard. */
    void ask() {
        requests++;
    }

    /** Whether no shard has anything to score. */
    public boolean isOfNothing() {
        return requests == 0;
    }

    /** The number of lines. */
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

    /** The lowest score, or NaN if there is none. */
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

    /** Whether a score is below {@code --min}. */
    public boolean hasLow() {
        return all.below() > 0;
    }

    /**
     * The conditions that hold, as sentences with the numbers found.
     *
     * @param isWhole whether these are all lines, not those of one shard
     * @throws IllegalArgumentException if these are all lines and a condition names a group that does not exist
     */
    public List<String> met(Collection<Condition> conditions, boolean isWhole) {
        return conditions.stream()
                .flatMap(condition -> condition.met(of(condition, isWhole)).stream())
                .toList();
    }

    private Map<String, GroupScores> of(Condition condition, boolean isWhole) {
        String group = condition.group();
        if (!condition.isOfGroup()) {
            return Map.of("", all);
        }
        Map<String, GroupScores> asked = new TreeMap<>(groups);
        if (group != null) {
            asked.keySet().retainAll(Set.of(group));
        }
        if (isWhole && asked.isEmpty()) {
            throw new IllegalArgumentException("--fail-if [" + condition.text() + "] names group ["
                    + (group == null ? "*" : group) + "], but no line has that group; "
                    + (group == null || groups.isEmpty()
                            ? "name the column of groups with --group"
                            : "did you mean [" + NearestName.of(group, groups.keySet()) + "]?"));
        }
        return asked;
    }
}
