package io.github.clipunit.internal;

import java.util.Locale;

/**
 * The display of external text without anything hidden. Characters that are invisible, look like a plain space, reorder
 * the line or end it are written as JSON escapes, so that no two prompts look the same in a diff or a message.
 *
 * <p>The joiners and variation selectors inside emoji are escaped too: if a font lacks the joined picture, the text
 * with them looks like the text without. Code points that Unicode has not assigned yet are kept, because a later
 * version may give them a picture, and a golden must not depend on the Java version that wrote it.
 */
public final class VisibleText {

    private VisibleText() {}

    /** Returns the text with its line breaks, as in JSON formatted for people. */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(visible, c));
        return visible.toString();
    }

    /** Returns whether the text is ASCII only, as most are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Returns the text on one line; backslashes are doubled, so that they cannot be taken for those of escapes. */
    public static String onOneLine(String text) {
        return of(text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t"));
    }

    /** Returns the text on one line and in quotes, as messages show prompts. */
    public static String quoted(String text) {
        return '"' + onOneLine(text).replace("\"", "\\\"") + '"';
    }

    /**
     * Returns the beginning of a text that is longer than so many characters, with a mark that it continues; a shorter
     * text unchanged.
     */
    public static String excerpt(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static void append(StringBuilder visible, int codePoint) {
        if (codePoint == '\n' || codePoint == ' ' || isVisible(codePoint)) {
            visible.appendCodePoint(codePoint);
            return;
        }
        for (char unit : Character.toChars(codePoint)) {
            visible.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> !isBlankLetter(codePoint) && !isSelector(codePoint) && !isNoCharacter(codePoint);
        };
    }

    /**
     * Returns whether it is a letter, mark or symbol without ink: the Hangul fillers, Khmer's inherent vowels and
     * Braille's empty cell.
     */
    private static boolean isBlankLetter(int codePoint) {
        return switch (codePoint) {
            case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
            default -> false;
        };
    }

    /** Returns whether it selects the shape of the character before it. */
    private static boolean isSelector(int codePoint) {
        return (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
                || (codePoint >= 0x180b && codePoint <= 0x180f)
                || (codePoint >= 0xe0000 && codePoint <= 0xe0fff);
    }

    /** Returns whether Unicode will never assign it, or reserves it for characters without ink. */
    private static boolean isNoCharacter(int codePoint) {
        return (codePoint & 0xfffe) == 0xfffe
                || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)
                || codePoint == 0x2065
                || (codePoint >= 0xfff0 && codePoint <= 0xfff8);
    }
}
