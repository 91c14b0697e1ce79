package io.github.clipunit.model;

import org.jspecify.annotations.Nullable;

/**
 * The expected size and SHA-256 of a file; each may be unknown.
 *
 * @param size the length in bytes, or null
 * @param sha256 lower-case hex, or null
 * @hidden
 */
public record Pin(@Nullable Long size, @Nullable String sha256) {

    /** The pin of a file of which nothing is known. */
    public static final Pin NONE = new Pin(null, null);

    public Pin {
        if (size != null && size < 0) {
            throw new IllegalArgumentException("size [" + size + "] must not be negative");
        }
        if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 [" + sha256 + "] must be 64 lower-case hex digits");
        }
    }
}
