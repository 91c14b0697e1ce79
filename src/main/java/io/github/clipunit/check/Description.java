package io.github.clipunit.check;

import java.util.Locale;

/**
 * A text that the model finds close to a picture.
 *
 * @param text the description
 * @param score its cosine with the picture, in [-1, 1]
 */
public record Description(String text, double score) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "\"%s\" (%.3f)", text, score);
    }
}
