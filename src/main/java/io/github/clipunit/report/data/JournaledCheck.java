package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

/**
 * A check on its way into its test, which may still run.
 *
 * @param origin of the check: that of its test but for the sequence
 * @param test the test that made it
 */
public record JournaledCheck(Origin origin, TestLabel test, CheckEntry entry) {

    public JournaledCheck {
        requireNonNull(origin, "origin");
        requireNonNull(test, "test");
        requireNonNull(entry, "entry");
    }
}
