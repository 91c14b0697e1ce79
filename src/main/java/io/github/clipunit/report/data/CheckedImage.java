package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a check.
 *
 * @param picture the picture's key among the report's pictures: the SHA-256 of its pixels
 * @param source where the test got the picture from
 * @param format the format it was encoded in
 * @param width its width in pixels
 * @param height its height in pixels
 * @param score its own cosine with the check's prompt, or null if it is unknown
 * @param facts the facts that its generator reported, by name, or null if there are none
 */
public record CheckedImage(
        String picture,
        String source,
        String format,
        int width,
        int height,
        @Nullable Double score,
        @Nullable Map<String, String> facts) {

    public CheckedImage {
        requireNonNull(picture, "picture");
        requireNonNull(source, "source");
        requireNonNull(format, "format");
    }
}
