package io.github.clipunit.cli;

import io.github.clipunit.ClipScore;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a picture and a prompt.
 *
 * @param image what the input called the picture
 * @param prompt the prompt, or null where nothing could be scored
 * @param score the score, or null where nothing could be scored
 * @param error why nothing could be scored, or null
 */
record Line(
        String image,
        @Nullable String prompt,
        @Nullable ClipScore score,
        @Nullable String error) {

    static Line scored(String image, String prompt, ClipScore score) {
        return new Line(image, prompt, score, null);
    }

    static Line failed(String image, @Nullable String prompt, String error) {
        return new Line(image, prompt, null, error);
    }
}
