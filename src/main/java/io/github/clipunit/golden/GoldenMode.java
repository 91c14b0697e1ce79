package io.github.clipunit.golden;

/**
 * What a run may do to goldens. On a build server, no mode writes anything.
 *
 * @hidden
 */
public enum GoldenMode {
    /** Compares; a missing golden is recorded, with a notice. On a build server it is {@link #READONLY}. */
    INTERACTIVE,
    /** Compares; a missing golden is an error. */
    READONLY,
    /** Records what is missing, and rewrites the goldens that fail in tests that pass otherwise. */
    UPDATE,
    /** Rewrites every golden that is asked for in a test that passes otherwise. */
    UPDATE_ALL;

    /** As a setting says it. */
    @Override
    public String toString() {
        return this == UPDATE_ALL ? "update=all" : name();
    }
}
