package io.github.clipunit.report.data;

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
public record Picture(
        int width,
        int height,
        @Nullable String thumbnail,
        @Nullable String large) {

    /** More than all that is not a view takes. */
    private static final int SHORT = 128;

    public Picture withoutLarge() {
        return new Picture(width, height, thumbnail, null);
    }

    public Picture withoutThumbnail() {
        return new Picture(width, height, null, large);
    }

    public Picture withLargeOf(Picture other) {
        return new Picture(width, height, thumbnail, other.large);
    }

    /** Of two copies of one picture, what either has kept. */
    public Picture or(Picture other) {
        return new Picture(
                width,
                height,
                Optional.ofNullable(thumbnail).orElse(other.thumbnail),
                Optional.ofNullable(large).orElse(other.large));
    }

    /** As JSON, just as Gson would write it. */
    public String json() {
        StringBuilder json = new StringBuilder((int) (thumbnailSize() + largeSize()) + SHORT);
        json.append("{\"width\":").append(width).append(",\"height\":").append(height);
        append(json, "thumbnail", thumbnail);
        append(json, "large", large);
        return json.append('}').toString();
    }

    /** In a data URI, only the equals signs at its end are written as escapes. */
    private static void append(StringBuilder json, String name, @Nullable String uri) {
        if (uri != null) {
            json.append(",\"")
                    .append(name)
                    .append("\":\"")
                    .append(uri.replace("=", "\\u003d"))
                    .append('"');
        }
    }

    public long thumbnailSize() {
        return thumbnail == null ? 0 : thumbnail.length();
    }

    public long largeSize() {
        return large == null ? 0 : large.length();
    }
}
