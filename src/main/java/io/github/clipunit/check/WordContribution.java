package io.github.clipunit.check;

import io.github.clipunit.internal.VisibleText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The contribution of a part of the prompt to the score.
 *
 * @param text the word or phrase, as the prompt writes it
 * @param contribution the cosine of the whole prompt minus the cosine of the prompt without this part: positive if the
 *     picture shows it, near zero or negative if it does not
 * @hidden
 */
public record WordContribution(String text, double contribution) {

    /** Returns the words of the part, in lower case. */
    Set<String> words() {
        return Set.copyOf(Arrays.asList(text.toLowerCase(Locale.ROOT).split(" ", -1)));
    }

    /** Returns the part and the change of the score without it. */
    @Override
    public String toString() {
        return VisibleText.quoted(text) + String.format(Locale.ROOT, " (%+.3f without it)", -contribution);
    }
}
