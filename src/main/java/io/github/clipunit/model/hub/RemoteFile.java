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
        String name, String commit, String etag, @Nullable Long size) {}
