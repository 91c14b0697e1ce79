package io.github.clipunit.report;

/**
 * A text that the model finds close to the picture.
 *
 * @param text the description
 * @param score its cosine with the picture, in [-1, 1]
 */
public record Description(String text, double score) {}
