package io.github.clipunit.report;

import java.util.List;

/** The embeddings of a check's pictures and prompt, as {@link HalfPrecision} writes them. */
record Vectors(List<String> images, String prompt) {}
