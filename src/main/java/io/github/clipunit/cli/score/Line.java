package io.github.clipunit.cli.score;

import io.github.clipunit.ClipScore;
import io.github.clipunit.cli.pictures.Request;
import org.jspecify.annotations.Nullable;

/**
 * The result for a picture and a prompt.
 *
 * @param request the picture, as the input names it
 * @param prompt the prompt, or null if the picture could not be read
 * @param score the score, or null if there is an error
 * @param error why there is no score, or null
 */
record Line(
        Request request,
        @Nullable String prompt,
        @Nullable ClipScore score,
        @Nullable String error) {

    static Line scored(Request request, String prompt, ClipScore score) {
        return new Line(request, prompt, score, null);
    }

    static Line failed(Request request, @Nullable String prompt, String error) {
        return new Line(request, prompt, null, error);
    }

    String image() {
        return request.name();
    }
}
