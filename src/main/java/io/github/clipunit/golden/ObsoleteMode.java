package io.github.clipunit.golden;

/**
 * The treatment of goldens that no test used. No mode ever deletes them.
 *
 * @hidden
 */
public enum ObsoleteMode {
    /** They are listed. */
    LIST,
    /** They are listed, and the run fails. */
    FAIL
}
