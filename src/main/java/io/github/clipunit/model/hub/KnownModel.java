package io.github.clipunit.model.hub;

import io.github.clipunit.model.CatalogModel;

/**
 * A line of the list of models.
 *
 * @param bytes the approximate size of its files at the set precision; 0 if it is unknown
 * @param cached whether all of them are in the cache
 */
public record KnownModel(CatalogModel model, long bytes, boolean cached) {}
