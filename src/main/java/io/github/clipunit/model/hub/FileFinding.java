package io.github.clipunit.model.hub;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What verifying found of one file.
 *
 * @param name its path in the model
 * @param file where it should be in the cache
 * @param intact whether it is there and what it should be
 * @param fact its hash, or what is wrong with it
 */
public record FileFinding(String name, Path file, boolean intact, String fact) {

    /** Whether there is no such file. */
    public boolean isMissing() {
        return !intact && !Files.exists(file);
    }
}
