package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where a test is written.
 *
 * @param file from the root of the repository, with slashes
 * @param line from 1, or null where it is not known
 */
public record SourceLine(String file, @Nullable Integer line) {

    public SourceLine {
        requireNonNull(file, "file");
    }
}
