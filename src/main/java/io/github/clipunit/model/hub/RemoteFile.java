package io.github.clipunit.model.hub;

import org.jspecify.annotations.Nullable;

/**
 * A file on the Hub, as its headers tell.
 *
 * @param name its path in the repository
 * @param commit the revision it belongs to
 * @param etag what the Hub calls its content: a SHA-256 for a file in Git LFS, else Git's SHA-1
 * @param size its length in bytes, or null if the server does not say
 */
record RemoteFile(
        String name, String commit, String etag, @Nullable Long size) {

    /** JSON and vocabularies; the largest that people use have some 20 MB. */
    private static final long MOST_TEXT = 64L << 20;

    /** A protocol buffer cannot be larger. */
    private static final long MOST_GRAPH = 2L << 30;

    private static final long MOST_WEIGHTS = 64L << 30;

    /** How many bytes are taken, whatever a server sends. */
    long most() {
        long most = name.endsWith(".json") || name.endsWith(".txt")
                ? MOST_TEXT
                : name.endsWith(".onnx") ? MOST_GRAPH : MOST_WEIGHTS;
        return size == null ? most : Math.min(most, size);
    }
}
