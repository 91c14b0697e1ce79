package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a check.
 *
 * @param picture the picture's key among the report's pictures: the SHA-256 of its pixels
 * @param source where the test had it from
 * @param format what it was encoded as
 * @param width its width in pixels
 * @param height its height in pixels
 * @param score its own cosine with the check's prompt, or null where it is not known
 * @param facts what its generator said of it, by name, or null where nothing was said
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
