package io.github.clipunit.check;

import io.github.clipunit.internal.VisibleText;
import java.util.Locale;

/**
 * A text that the model finds close to a picture.
 *
 * @param text the description
 * @param score its cosine with the picture, in [-1, 1]
 * @hidden
 */
public record Description(String text, double score) {

    @Override
    public String toString() {
        return VisibleText.quoted(text) + String.format(Locale.ROOT, " (%.3f)", score);
    }
}
