package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A model that computed scores.
 *
 * @param id the name by which the model was requested
 * @param revision the commit of the Hub repository, or null for other models
 */
public record ModelInfo(String id, @Nullable String revision) {

    public ModelInfo {
        requireNonNull(id, "id");
    }
}
