package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import io.github.clipunit.internal.HalfFloat;
import java.util.List;

/** The embeddings of a check's pictures and prompt, encoded by {@link HalfFloat}. */
public record CheckVectors(List<String> images, String prompt) {

    public CheckVectors {
        images = List.copyOf(images);
        requireNonNull(prompt, "prompt");
    }
}
