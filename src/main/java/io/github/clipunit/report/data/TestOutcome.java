package io.github.clipunit.report.data;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a test.
 *
 * @param message the exception, or why the test did not run; null if it passed
 * @param line the line of the test's own source that threw, from 1, or null if it is unknown
 */
public record TestOutcome(
        TestStatus status,
        @Nullable String message,
        @Nullable Integer line) {

    /** The test threw no exception. */
    public static final TestOutcome PASSED = new TestOutcome(TestStatus.PASSED, null, null);
}
