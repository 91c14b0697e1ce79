package io.github.clipunit.migration;

/** What becomes of a golden. */
public enum Fate {
    /** Nothing stands against the new model's scores. */
    MIGRATED("of an unchanged picture", false),
    /** There is nothing to do. */
    ALREADY("of the new model already", false),
    /** It is of another model than the one that was asked for. */
    NOT_ASKED("of another model than asked for", false),
    /** A picture that it was recorded of is nowhere to be found. */
    NO_PICTURE("without its picture", true),
    /** The model that it was recorded with cannot be had. */
    NO_OLD_MODEL("without its old model", true),
    /** The old model scores something else here than was recorded. */
    NOT_REPRODUCED("whose old score is not reproduced", true),
    /** The new model cannot score its pictures or prompts. */
    REFUSED("that the new model cannot score", true),
    /** Another process wrote it in the meantime. */
    CHANGED("changed by another process", true),
    /** It is damaged, or of a newer format. */
    UNREADABLE("that cannot be read", true);

    private final String words;
    private final boolean isLack;

    Fate(String words, boolean isLack) {
        this.words = words;
        this.isLack = isLack;
    }

    /** After a number, as in {@code 3 without its picture}. */
    public String words() {
        return words;
    }

    /** Whether it should have been migrated, and was not. */
    public boolean isLack() {
        return isLack;
    }
}
