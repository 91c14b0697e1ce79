package io.github.clipunit.check;

import io.github.clipunit.internal.VisibleText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What a part of the prompt adds to the score.
 *
 * @param text the word or phrase, as the prompt has it
 * @param contribution the cosine of the whole prompt less the cosine of the prompt without this part: positive where the
 *     picture shows it, near zero or negative where it does not
 * @hidden
 */
public record WordContribution(String text, double contribution) {

    /** The words of the part, in lower case. */
    Set<String> words() {
        return Set.copyOf(Arrays.asList(text.toLowerCase(Locale.ROOT).split(" ", -1)));
    }

    /** The part, and how the score changes where it is left out. */
    @Override
    public String toString() {
        return VisibleText.quoted(text) + String.format(Locale.ROOT, " (%+.3f without it)", -contribution);
    }
}
