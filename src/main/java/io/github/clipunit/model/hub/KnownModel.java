package io.github.clipunit.model.hub;

import org.jspecify.annotations.Nullable;

/**
 * A line of the list of models.
 *
 * @param id the name to ask for it by
 * @param repository where on the Hub its files are
 * @param revision the pinned commit, or null if the first download pins it
 * @param license of the weights, as an SPDX identifier
 * @param dimension how many numbers an embedding has
 * @param contextLength the longest prompt, in tokens with start and end
 * @param bytes what its files have together at the set precision, as far as the catalog knows
 * @param cached whether all of them are in the cache
 */
public record KnownModel(
        String id,
        String repository,
        @Nullable String revision,
        String license,
        int dimension,
        int contextLength,
        long bytes,
        boolean cached) {}
