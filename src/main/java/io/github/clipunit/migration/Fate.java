package io.github.clipunit.migration;

/** The result of a golden's migration. */
public enum Fate {
    /** The new model's scores can be used. */
    MIGRATED("of an unchanged picture", false),
    /** It already belongs to the new model. */
    ALREADY("of the new model already", false),
    /** It belongs to another model than the requested one. */
    NOT_ASKED("of another model than asked for", false),
    /** A picture that it was recorded with is not found. */
    NO_PICTURE("without its picture", true),
    /** The model that it was recorded with is not available. */
    NO_OLD_MODEL("without its old model", true),
    /** The old model's scores here differ from the recorded ones. */
    NOT_REPRODUCED("whose old score is not reproduced", true),
    /** The new model cannot score its pictures or prompts. */
    REFUSED("that the new model cannot score", true),
    /** Another process wrote it meanwhile. */
    CHANGED("changed by another process", true),
    /** It is damaged, or has a newer format. */
    UNREADABLE("that cannot be read", true);

    private final String words;
    private final boolean isLack;

    Fate(String words, boolean isLack) {
        this.words = words;
        this.isLack = isLack;
    }

    /** Returns the words that follow a number, as in {@code 3 without its picture}. */
    public String words() {
        return words;
    }

    /** Returns whether it should have been migrated but was not. */
    public boolean isLack() {
        return isLack;
    }
}
