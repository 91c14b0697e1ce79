package io.github.clipunit.prompt;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The quoted texts in a prompt, which are never divided or changed. */
final class QuotedText {

    private static final Pattern QUOTED =
            Pattern.compile("(?<![\\p{N}])\"[^\"]{0,2000}\"|“[^”]{0,2000}”|„[^“”]{0,2000}[“”]|«[^»]{0,2000}»"
                    + "|‹[^›]{0,2000}›|「[^」]{0,2000}」|『[^』]{0,2000}』|`[^`]{1,2000}`"
                    + "|(?<![\\p{L}\\p{N}])['‘][^'’\\n]+(?:['’](?=\\p{L})[^'’\\n]+){0,20}['’](?![\\p{L}\\p{N}])");

    /** An aside in brackets, inside which commas do not divide. */
    private static final Pattern BRACKETED = Pattern.compile("\\([^()\\n]{0,80}\\)|\\[[^\\[\\]\\n]{0,80}]");

    private final BitSet inside = new BitSet();

    private QuotedText() {}

    /** Returns the quoted texts of a prompt. */
    static QuotedText in(String prompt) {
        return new QuotedText().mark(QUOTED, prompt);
    }

    /** Returns the quoted texts and the short asides in brackets. */
    static QuotedText andAsides(String prompt) {
        return in(prompt).mark(BRACKETED, prompt);
    }

    private QuotedText mark(Pattern pattern, String prompt) {
        Matcher found = pattern.matcher(prompt);
        while (found.find()) {
            inside.set(found.start() + 1, found.end());
        }
        return this;
    }

    /** Returns whether a character, counted from 0, is after an opening mark and not after its closing mark. */
    boolean holds(int index) {
        return inside.get(index);
    }
}
