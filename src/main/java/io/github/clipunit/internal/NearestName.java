package io.github.clipunit.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The name that was probably meant by one that does not exist. */
public final class NearestName {

    private NearestName() {}

    /**
     * Returns the name with the fewest edits, ignoring case and word separators; the first of equals, or an empty text
     * if there are no names.
     */
    public static String of(String wrong, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> edits(wrong, name)))
                .orElse("");
    }

    /** Returns the Levenshtein distance, ignoring case and word separators. */
    public static int edits(String one, String other) {
        String a = bare(one);
        String b = bare(other);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    }
}
