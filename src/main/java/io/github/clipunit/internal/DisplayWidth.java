package io.github.clipunit.internal;

/** How many columns of a terminal a text takes: letters of East Asia and emoji take two, combining marks none. */
public final class DisplayWidth {

    private static final String GAP = "…";

    private DisplayWidth() {}

    /** The columns of a text. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /** The blocks that Unicode's EastAsianWidth.txt has as wide or fullwidth (UAX 11). */
    private static boolean isWide(int codePoint) {
        return (codePoint >= 0x1100 && codePoint <= 0x115f)
                || (codePoint >= 0x2e80 && codePoint <= 0xa4cf && codePoint != 0x303f)
                || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
                || (codePoint >= 0xf900 && codePoint <= 0xfaff)
                || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
                || (codePoint >= 0xff00 && codePoint <= 0xff60)
                || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
                || (codePoint >= 0x1f300 && codePoint <= 0x1faff)
                || (codePoint >= 0x20000 && codePoint <= 0x3fffd);
    }

    /** The text with spaces at its end, up to so many columns; a longer text stays as it is. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** The text, or its beginning and its end where it is longer than so many columns. */
    public static String shorten(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int room = Math.max(0, columns - 1);
        int end = text.length();
        int taken = 0;
        while (end > 0 && taken + of(text.codePointBefore(end)) <= room / 2) {
            end = text.offsetByCodePoints(end, -1);
            taken += of(text.codePointAt(end));
        }
        int start = 0;
        while (start < end && taken + of(text.codePointAt(start)) <= room) {
            taken += of(text.codePointAt(start));
            start = text.offsetByCodePoints(start, 1);
        }
        return text.substring(0, start) + GAP + text.substring(end);
    }
}
