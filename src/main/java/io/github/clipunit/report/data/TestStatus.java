package io.github.clipunit.report.data;

/** How a test ended, as the build counts it. */
public enum TestStatus {
    /** Nothing was thrown. */
    PASSED,
    /** An assertion failed. */
    FAILED,
    /** Anything else was thrown. */
    ERROR,
    /** An assumption did not hold. */
    ABORTED,
    /** A condition or an annotation kept it from running. */
    DISABLED;

    /** Whether the build is red because of it. */
    public boolean isRed() {
        return this == FAILED || this == ERROR;
    }
}
