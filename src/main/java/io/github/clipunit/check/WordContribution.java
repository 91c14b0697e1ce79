package io.github.clipunit.check;

import io.github.clipunit.internal.VisibleText;
import java.util.Locale;

/**
 * What a part of the prompt adds to the score.
 *
 * @param text the word or phrase, as the prompt has it
 * @param contribution the cosine of the whole prompt less the cosine of the prompt without this part: positive where the
 *     picture shows it, near zero or negative where it does not
 * @hidden
 */
public record WordContribution(String text, double contribution) {

    /** Differences below this are the noise of any change to a prompt. */
    private static final double NOISE = 0.0005;

    boolean isShown() {
        return contribution >= NOISE;
    }

    /** The part, and how the score changes where it is left out. */
    @Override
    public String toString() {
        double change = Math.abs(contribution) < NOISE ? 0 : -contribution;
        return VisibleText.quoted(text) + String.format(Locale.ROOT, " (%+.3f without it)", change);
    }
}
