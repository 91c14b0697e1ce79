package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

/**
 * A check written before its test, which may still be running.
 *
 * @param origin the origin of the check: that of its test with its own sequence number
 * @param test the test that made the check
 */
public record JournaledCheck(Origin origin, TestLabel test, CheckEntry entry) {

    public JournaledCheck {
        requireNonNull(origin, "origin");
        requireNonNull(test, "test");
        requireNonNull(entry, "entry");
    }
}
