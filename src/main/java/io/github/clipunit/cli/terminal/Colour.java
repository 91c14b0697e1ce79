package io.github.clipunit.cli.terminal;

/** A colour that has a meaning. */
public enum Colour {
    /** A score or a file as it should be. */
    GOOD("\u001b[32m"),
    /** An error, or a score or a file that fails. */
    BAD("\u001b[31m");

    static final String END = "\u001b[0m";

    /** ECMA-48, "select graphic rendition": 31 is red, 32 green. */
    final String start;

    Colour(String start) {
        this.start = start;
    }
}
