package io.github.clipunit.cli.score;

import io.github.clipunit.sets.ScoreSummary;

/** The scores of a group, and the number of its lines without a score. */
final class GroupScores {

    private final ScoreSummary scores = new ScoreSummary();
    private long below;
    private long errors;

    void add(double score, boolean isBelow) {
        scores.add(score);
        below += isBelow ? 1 : 0;
    }

    void addError() {
        errors++;
    }

    ScoreSummary scores() {
        return scores;
    }

    /** The number of scores below {@code --min}. */
    long below() {
        return below;
    }

    long errors() {
        return errors;
    }
}
