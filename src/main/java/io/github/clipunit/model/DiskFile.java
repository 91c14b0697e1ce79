package io.github.clipunit.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a model on disk.
 *
 * @hidden
 */
public record DiskFile(String name, Path file) implements ModelFile {

    @Override
    public Optional<Path> path() {
        return Optional.of(file);
    }

    @Override
    public byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelUnavailableException("model file [" + file + "] cannot be read: " + e, e);
        }
    }

    @Override
    public String description() {
        return "[" + file + "]";
    }
}
