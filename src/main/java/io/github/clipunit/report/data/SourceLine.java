package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The position of a test in the source.
 *
 * @param file the path from the root of the repository, with slashes
 * @param line the line, from 1, or null if it is unknown
 */
public record SourceLine(String file, @Nullable Integer line) {

    public SourceLine {
        requireNonNull(file, "file");
    }
}
