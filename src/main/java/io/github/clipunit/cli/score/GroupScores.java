package io.github.clipunit.cli.score;

import io.github.clipunit.sets.ScoreSummary;

/** The scores that are counted together, and how many lines of theirs had none. */
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

    /** How many scores are below the least. */
    long below() {
        return below;
    }

    long errors() {
        return errors;
    }
}
