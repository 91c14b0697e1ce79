package io.github.clipunit.conformance;

import org.jspecify.annotations.Nullable;

/**
 * A picture that numbers were published for.
 *
 * @param file its name
 * @param sha256 the SHA-256 of the file, or null if it was not published
 * @param from the place to get it
 */
record PublishedPicture(String file, @Nullable String sha256, String from) {}
