package io.github.clipunit.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One file of a model.
 *
 * @hidden
 */
public interface ModelFile {

    /** Its name in the model directory, such as {@code onnx/model.onnx}. */
    String name();

    /** Where it lies on disk, or empty if it is inside a jar. */
    Optional<Path> path();

    /**
     * Its content.
     *
     * @throws ModelUnavailableException if it cannot be read
     */
    byte[] read();

    /** What messages call it: the path, or the name and the jar. */
    String description();
}
