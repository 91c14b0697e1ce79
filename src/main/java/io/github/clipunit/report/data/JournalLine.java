package io.github.clipunit.report.data;

import org.jspecify.annotations.Nullable;

/**
 * One line of a journal: the run it belongs to (the first line), a picture, a check, which
 * comes after its pictures, or a notice.
 *
 * @param key the picture's key, on a picture's line
 */
public record JournalLine(
        @Nullable RunInfo run,
        @Nullable String key,
        @Nullable Picture picture,
        @Nullable CheckEntry check,
        @Nullable String notice) {

    public static JournalLine of(RunInfo run) {
        return new JournalLine(run, null, null, null, null);
    }

    public static JournalLine of(String key, Picture picture) {
        return new JournalLine(null, key, picture, null, null);
    }

    public static JournalLine of(CheckEntry check) {
        return new JournalLine(null, null, null, check, null);
    }

    public static JournalLine of(String notice) {
        return new JournalLine(null, null, null, null, notice);
    }
}
