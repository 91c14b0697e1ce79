package io.github.clipunit.golden.store;

import io.github.clipunit.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * File names that every file system takes and no two texts share. A text that had to be altered carries a hash of itself,
 * set off by a hyphen, which texts that were not altered cannot hold.
 */
public final class SafeName {

    /** What Windows keeps for devices, whatever follows the first dot. */
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\\$|conout\\$|clock\\$)(\\..*)?");

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,99}(?<!\\.)");
    /** Lower case only: elsewhere "Fox" and "fox" would be one file. */
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,40}");

    private SafeName() {}

    /** For names of Java: classes with their packages, and methods. Case is kept. */
    static String ofIdentifier(String name) {
        return name(name, IDENTIFIER, name.replaceAll("[^A-Za-z0-9_$.]+", "-"), 100);
    }

    /** For any text. */
    static String ofText(String text) {
        return name(text, WORD, text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-"), 40);
    }

    /** Eight hexadecimal digits that tell texts apart. */
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
