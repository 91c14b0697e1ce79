package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A model that scored.
 *
 * @param id the name it was asked for by
 * @param revision the commit of the Hub's repository, or null where it is not from there
 */
public record ModelInfo(String id, @Nullable String revision) {

    public ModelInfo {
        requireNonNull(id, "id");
    }
}
