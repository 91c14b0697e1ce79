package io.github.clipunit.golden;

/**
 * What follows from goldens that no test asked for. Nothing ever deletes them.
 *
 * @hidden
 */
public enum ObsoleteMode {
    /** They are listed. */
    LIST,
    /** They are listed, and the run fails. */
    FAIL
}
