package io.github.clipunit.conformance;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A file of published facts. Kinds of cases may be omitted. */
record Published(
        List<PublishedPicture> pictures,
        List<ScoreCase> scores,
        List<CaptionCase> captions,
        List<TextCase> texts,
        List<TokenCase> tokens,
        List<PixelCase> pixels) {

    Published {
        pictures = orNone(pictures);
        scores = orNone(scores);
        captions = orNone(captions);
        texts = orNone(texts);
        tokens = orNone(tokens);
        pixels = orNone(pixels);
    }

    private static <T> List<T> orNone(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    /** Returns all cases; those that need no weights come first, because if they fail, the others cannot be right. */
    Stream<PublishedCase> cases() {
        return Stream.of(tokens, pixels, scores, captions, texts).flatMap(List::stream);
    }
}
