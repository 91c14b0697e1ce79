package io.github.clipunit.check;

/**
 * A further text that explains a check, such as the prompt that described the picture before an edit.
 *
 * @param name the name of the text, for people
 * @param text the text
 * @hidden
 */
public record NamedText(String name, String text) {}
