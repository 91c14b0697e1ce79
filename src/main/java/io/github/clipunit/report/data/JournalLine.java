package io.github.clipunit.report.data;

import org.jspecify.annotations.Nullable;

/**
 * One line of a journal. It is the run (first, and again when the process ends), a picture, a check (after its
 * pictures), a test (after its checks), or a notice.
 *
 * @param key the picture's key, on the line of a picture
 * @param test the test without its checks
 */
public record JournalLine(
        @Nullable RunInfo run,
        @Nullable String key,
        @Nullable Picture picture,
        @Nullable JournaledCheck check,
        @Nullable TestEntry test,
        @Nullable String notice) {

    public static JournalLine of(RunInfo run) {
        return new JournalLine(run, null, null, null, null, null);
    }

    public static JournalLine of(String key, Picture picture) {
        return new JournalLine(null, key, picture, null, null, null);
    }

    public static JournalLine of(JournaledCheck check) {
        return new JournalLine(null, null, null, check, null, null);
    }

    public static JournalLine of(TestEntry test) {
        return new JournalLine(null, null, null, null, test, null);
    }

    public static JournalLine of(String notice) {
        return new JournalLine(null, null, null, null, null, notice);
    }
}
