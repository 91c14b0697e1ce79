package io.github.clipunit.model.hub;

import org.jspecify.annotations.Nullable;

/**
 * A file on the Hub, as described by its headers.
 *
 * @param name its path in the repository
 * @param commit the revision it belongs to
 * @param etag the Hub's name for its content: a SHA-256 for a file in Git LFS, else Git's SHA-1
 * @param size its length in bytes, or null if the server does not state it
 */
record RemoteFile(
        String name, String commit, String etag, @Nullable Long size) {

    /** The limit of JSON and vocabularies; the largest in use have about 20 MB. */
    private static final long MOST_TEXT = 64L << 20;

    /** The largest size of a protocol buffer. */
    private static final long MOST_GRAPH = 2L << 30;

    private static final long MOST_WEIGHTS = 64L << 30;

    /** Returns the largest number of bytes that is accepted from any server. */
    long most() {
        long most = name.endsWith(".json") || name.endsWith(".txt")
                ? MOST_TEXT
                : name.endsWith(".onnx") ? MOST_GRAPH : MOST_WEIGHTS;
        return size == null ? most : Math.min(most, size);
    }
}
