package io.github.clipunit.report.data;

import org.jspecify.annotations.Nullable;

/**
 * The line of a journal that holds a picture, exactly as {@link Journal} writes it. Such lines are nearly all of a journal;
 * a parser of JSON looks at each of their characters several times. Every other line is left to one.
 */
public final class JournaledPicture {

    private static final String PADDING = "\\u003d";

    private final String line;
    private int at;
    private boolean isOdd;

    private JournaledPicture(String line) {
        this.line = line;
    }

    /** The line as text, with its end. */
    static String format(String key, Picture picture) {
        return "{\"key\":\"" + key + "\",\"picture\":" + picture.json() + "}\n";
    }

    /** The line, or null where it is not one of these. */
    public static @Nullable JournalLine parse(String line) {
        return line.startsWith("{\"key\":\"") ? new JournaledPicture(line).parse() : null;
    }

    private @Nullable JournalLine parse() {
        String key = text("{\"key\":\"");
        int width = number(",\"picture\":{\"width\":");
        int height = number(",\"height\":");
        String thumbnail = text(",\"thumbnail\":\"");
        String large = line.startsWith(",\"large\":\"", at) ? text(",\"large\":\"") : null;
        skip("}}");
        return isOdd || at != line.length() ? null : JournalLine.of(key, new Picture(width, height, thumbnail, large));
    }

    private void skip(String expected) {
        isOdd |= !line.startsWith(expected, at);
        at += expected.length();
    }

    /** Up to the next quote, with equals signs at its end only, which are what base64 has to escape. */
    private String text(String before) {
        skip(before);
        int from = Math.min(at, line.length());
        int end = line.indexOf('"', from);
        int escape = line.indexOf('\\', from);
        if (end < 0) {
            isOdd = true;
            return "";
        }
        at = end + 1;
        if (escape < 0 || escape > end) {
            return line.substring(from, end);
        }
        String padding = line.substring(escape, end).replace(PADDING, "=");
        isOdd |= !padding.equals("=") && !padding.equals("==");
        return line.substring(from, escape) + padding;
    }

    private int number(String before) {
        skip(before);
        int number = 0;
        int from = at;
        for (; at < line.length() && Character.digit(line.charAt(at), 10) >= 0; at++) {
            number = 10 * number + Character.digit(line.charAt(at), 10);
        }
        isOdd |= at == from || at - from > 9;
        return number;
    }
}
