package io.github.clipunit.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture as the report keeps it.
 *
 * @param width the width of the original in pixels
 * @param height the height of the original in pixels
 * @param thumbnail a data URI of at most 320 pixels' width, or null where the budget had no room for it
 * @param large a data URI of a larger view, or null where the thumbnail is the whole picture or the budget had no room
 */
record Picture(
        int width,
        int height,
        @Nullable String thumbnail,
        @Nullable String large) {

    Picture withoutLarge() {
        return new Picture(width, height, thumbnail, null);
    }

    Picture withoutThumbnail() {
        return new Picture(width, height, null, large);
    }

    Picture withLargeOf(Picture other) {
        return new Picture(width, height, thumbnail, other.large);
    }

    /** Of two copies of one picture, what either has kept. */
    Picture or(Picture other) {
        return new Picture(
                width,
                height,
                Optional.ofNullable(thumbnail).orElse(other.thumbnail),
                Optional.ofNullable(large).orElse(other.large));
    }

    long thumbnailSize() {
        return thumbnail == null ? 0 : thumbnail.length();
    }

    long largeSize() {
        return large == null ? 0 : large.length();
    }
}
