package io.github.clipunit.report.data;

/**
 * A text that the model finds close to the picture.
 *
 * @param text the description
 * @param score its cosine with the picture, in [-1, 1]
 */
public record ReportedDescription(String text, double score) {}
