package io.github.clipunit.cli;

import io.github.clipunit.ClipScore;
import org.jspecify.annotations.Nullable;

/** Counts what a run came to. */
final class Tally {

    private final @Nullable Double min;
    private long scores;
    private long below;
    private long errors;
    private double sum;
    private double lowest = Double.NaN;
    private String lowestImage = "";

    /**
     * An empty count.
     *
     * @param min the least score that is good enough, or null if any is
     */
    Tally(@Nullable Double min) {
        this.min = min;
    }

    void add(Line line) {
        ClipScore score = line.score();
        if (score == null) {
            errors++;
            return;
        }
        scores++;
        sum += score.cosine();
        if (isBelow(score)) {
            below++;
        }
        if (!(score.cosine() >= lowest)) {
            lowest = score.cosine();
            lowestImage = line.image();
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

    long scores() {
        return scores;
    }

    long below() {
        return below;
    }

    long errors() {
        return errors;
    }

    /** The mean score, or NaN where there is none. */
    double mean() {
        return sum / scores;
    }

    /** The lowest score, or NaN where there is none. */
    double lowest() {
        return lowest;
    }

    /** The picture with the lowest score. */
    String lowestImage() {
        return lowestImage;
    }

    int exitCode() {
        if (errors > 0) {
            return ExitCode.UNREADABLE;
        }
        return below > 0 ? ExitCode.NO : ExitCode.OK;
    }
}
