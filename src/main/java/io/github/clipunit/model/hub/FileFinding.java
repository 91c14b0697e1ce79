package io.github.clipunit.model.hub;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The result of verifying one file.
 *
 * @param name its path in the model
 * @param file its expected place in the cache
 * @param intact whether it exists with the expected content
 * @param fact its hash, or its flaw
 */
public record FileFinding(String name, Path file, boolean intact, String fact) {

    /** Returns whether the file does not exist. */
    public boolean isMissing() {
        return !intact && !Files.exists(file);
    }
}
