package io.github.clipunit.golden;

/**
 * The mode of a run: which goldens it may write. No mode writes anything on a build server.
 *
 * @hidden
 */
public enum GoldenMode {
    /** Compares, and records a missing golden with a notice. On a build server it works like {@link #READONLY}. */
    INTERACTIVE,
    /** Compares, and fails if a golden is missing. */
    READONLY,
    /** Records missing goldens, and rewrites failing goldens of tests that otherwise pass. */
    UPDATE,
    /** Rewrites every golden used by a test that otherwise passes. */
    UPDATE_ALL;

    /** Returns the mode as the setting writes it. */
    @Override
    public String toString() {
        return this == UPDATE_ALL ? "update=all" : name();
    }
}
