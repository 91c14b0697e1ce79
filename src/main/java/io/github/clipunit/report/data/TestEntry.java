package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A test as the report keeps it, with its checks.
 *
 * @param id the same in every run, as long as the test's class, method and invocation stay
 * @param at when it began
 * @param millis how long it took, or null where it did not run
 * @param source where it is written, or null where that is not known
 * @param attempts how often it was run before it came to this outcome, from 1
 * @param flaky whether it passed after an attempt that did not
 * @param message what was thrown, or why it did not run; of a flaky test, what was thrown before it passed
 * @param checks in the order they were made
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

    /** Whether the build counts it: not a class or a factory that is good. */
    public boolean isCounted() {
        return status.isRed() || !TestLabel.isContainer(test.uniqueId());
    }

    /** The same with other checks. */
    public TestEntry with(List<CheckEntry> checks) {
        return new TestEntry(id, origin, at, millis, test, source, status, attempts, flaky, message, checks);
    }

    /** The same with each check replaced. */
    public TestEntry mapChecks(UnaryOperator<CheckEntry> change) {
        return with(checks.stream().map(change).toList());
    }

    /**
     * The same as the last of several attempts.
     *
     * @param before what an earlier one threw, or null where none was red
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
