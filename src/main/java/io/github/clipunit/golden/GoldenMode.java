package io.github.clipunit.golden;

/**
 * What a run may do to goldens. Where {@code CI} is set, no mode writes anything.
 *
 * @hidden
 */
public enum GoldenMode {
    /** Compares; a missing golden is written on a developer's machine, with a notice, and is an error on CI. */
    VERIFY,
    /** Rewrites every golden that is asked for. */
    UPDATE
}
