package io.github.clipunit.check;

/**
 * A further number that explains a check, such as how many pictures count for a label.
 *
 * @param name what it is, for people
 * @param value the number; may be NaN or infinite
 * @hidden
 */
public record NamedNumber(String name, double value) {}
