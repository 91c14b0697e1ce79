package io.github.clipunit.conformance;

import org.jspecify.annotations.Nullable;

/**
 * A picture that numbers were published of.
 *
 * @param file its name
 * @param sha256 of the file, or null where nobody published it
 * @param from where it can be had
 */
record PublishedPicture(String file, @Nullable String sha256, String from) {}
