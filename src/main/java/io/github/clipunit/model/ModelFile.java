package io.github.clipunit.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a model.
 *
 * @hidden
 */
public interface ModelFile {

    /** Returns its name in the model directory, such as {@code onnx/model.onnx}. */
    String name();

    /** Returns its path on disk, or empty if it is inside a jar. */
    Optional<Path> path();

    /**
     * Returns its content.
     *
     * @throws ModelUnavailableException if it cannot be read
     */
    byte[] read();

    /** Returns its name in messages: the path, or the name and the jar. */
    String description();
}
