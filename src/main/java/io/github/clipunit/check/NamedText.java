package io.github.clipunit.check;

/**
 * A further text that explains a check, such as the prompt of the picture before it was edited.
 *
 * @param name what it is, for people
 * @param text what it says
 * @hidden
 */
public record NamedText(String name, String text) {}
