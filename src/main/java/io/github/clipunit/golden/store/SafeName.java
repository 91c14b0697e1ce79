package io.github.clipunit.golden.store;

import io.github.clipunit.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * File names that every file system accepts and that are unique to each text. An altered text is followed by a hyphen,
 * which unaltered names cannot contain, and a hash of the text.
 */
public final class SafeName {

    /** Names that Windows reserves for devices, whatever follows the first dot. */
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\\$|conout\\$|clock\\$)(\\..*)?");

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,99}(?<!\\.)");
    /** Only lower case, because file systems that ignore case would store "Fox" and "fox" in one file. */
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,40}");

    private SafeName() {}

    /** Returns the file name for a Java name, such as a class with its package or a method. Case is kept. */
    static String ofIdentifier(String name) {
        return name(name, IDENTIFIER, name.replaceAll("[^A-Za-z0-9_$.]+", "-"), 100);
    }

    /** Returns the file name for any text. */
    static String ofText(String text) {
        return name(text, WORD, text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-"), 40);
    }

    /** Returns eight hexadecimal digits that distinguish texts. */
    public static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    private static String name(String text, Pattern plain, String slug, int limit) {
        if (plain.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
            return text;
        }
        String trimmed = slug.substring(0, Math.min(limit, slug.length())).replaceAll("^[.-]+|[.-]+$", "");
        String hashed = (trimmed.isEmpty() ? "x" : trimmed) + "-" + hash(text);
        return RESERVED.matcher(hashed).matches() ? "_" + hashed : hashed;
    }
}
