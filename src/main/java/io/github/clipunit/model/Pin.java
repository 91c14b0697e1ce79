package io.github.clipunit.model;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a file before it is read: its size in bytes and its SHA-256, either of which may be unknown.
 *
 * @param size the length in bytes, or null
 * @param sha256 lower-case hex, or null
 * @hidden
 */
public record Pin(@Nullable Long size, @Nullable String sha256) {

    /** Nothing is known. */
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
