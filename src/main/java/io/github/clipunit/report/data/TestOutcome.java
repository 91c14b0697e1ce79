package io.github.clipunit.report.data;

import org.jspecify.annotations.Nullable;

/**
 * How a test ended.
 *
 * @param message what was thrown, or why the test did not run; null where it passed
 * @param line the line of the test's own source that threw, from 1, or null where that is not known
 */
public record TestOutcome(
        TestStatus status,
        @Nullable String message,
        @Nullable Integer line) {

    /** Nothing was thrown. */
    public static final TestOutcome PASSED = new TestOutcome(TestStatus.PASSED, null, null);
}
