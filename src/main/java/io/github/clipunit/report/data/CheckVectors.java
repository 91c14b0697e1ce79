package io.github.clipunit.report.data;

import io.github.clipunit.internal.HalfFloat;
import java.util.List;

/** The embeddings of a check's pictures and prompt, as {@link HalfFloat} writes them. */
public record CheckVectors(List<String> images, String prompt) {}
