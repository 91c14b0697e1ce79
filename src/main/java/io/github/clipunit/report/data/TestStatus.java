package io.github.clipunit.report.data;

/** The status of a test, as the build counts it. */
public enum TestStatus {
    /** The test threw no exception. */
    PASSED,
    /** An assertion failed. */
    FAILED,
    /** The test threw another exception. */
    ERROR,
    /** An assumption did not hold. */
    ABORTED,
    /** A condition or an annotation disabled the test. */
    DISABLED;

    /** Returns whether this status makes the build fail. */
    public boolean isRed() {
        return this == FAILED || this == ERROR;
    }
}
