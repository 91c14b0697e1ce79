package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A test in the report, with its checks.
 *
 * @param id the id, which stays the same in every run as long as the test's class, method and invocation stay the same
 * @param at when the test began
 * @param millis how long the test took, or null if it did not run
 * @param source the test's position in the source, or null if it is unknown
 * @param attempts how often the test was run to reach this outcome, from 1
 * @param flaky whether the test passed after a failed attempt
 * @param message the exception, or why the test did not run; for a flaky test, the exception of an earlier attempt
 * @param checks the checks in the order they were made
 */
public record TestEntry(
        String id,
        Origin origin,
        String at,
        @Nullable Long millis,
        TestLabel test,
        @Nullable SourceLine source,
        TestStatus status,
        int attempts,
        boolean flaky,
        @Nullable String message,
        List<CheckEntry> checks) {

    public TestEntry {
        requireNonNull(id, "id");
        requireNonNull(origin, "origin");
        requireNonNull(at, "at");
        requireNonNull(test, "test");
        requireNonNull(status, "status");
        checks = List.copyOf(checks);
    }

    /** Returns whether the build counts this entry as a test. A class or a factory counts only if it failed. */
    public boolean isCounted() {
        return status.isRed() || !TestLabel.isContainer(test.uniqueId());
    }

    /** Returns the same test with other checks. */
    public TestEntry with(List<CheckEntry> checks) {
        return new TestEntry(id, origin, at, millis, test, source, status, attempts, flaky, message, checks);
    }

    /** Returns the same test with each check replaced. */
    public TestEntry mapChecks(UnaryOperator<CheckEntry> change) {
        return with(checks.stream().map(change).toList());
    }

    /**
     * Returns the same test as the last of several attempts.
     *
     * @param before the exception of an earlier attempt, or null if none failed
     */
    public TestEntry after(int attempts, @Nullable String before) {
        boolean hasRecovered = flaky || (before != null && status == TestStatus.PASSED);
        return new TestEntry(
                id,
                origin,
                at,
                millis,
                test,
                source,
                status,
                attempts,
                hasRecovered,
                hasRecovered && message == null ? before : message,
                checks);
    }
}
