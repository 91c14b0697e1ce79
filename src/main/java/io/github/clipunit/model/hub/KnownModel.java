package io.github.clipunit.model.hub;

import io.github.clipunit.model.CatalogModel;

/**
 * A line of the list of models.
 *
 * @param bytes about what its files have together at the set precision; 0 if that is not known
 * @param cached whether all of them are in the cache
 */
public record KnownModel(CatalogModel model, long bytes, boolean cached) {}
