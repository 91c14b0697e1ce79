package io.github.clipunit.report.data;

import java.util.List;

/** The embeddings of a check's pictures and prompt, as {@link ReportedHalves} writes them. */
public record CheckVectors(List<String> images, String prompt) {}
