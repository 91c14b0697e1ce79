package io.github.clipunit.report.data;

import io.github.clipunit.explain.PictureKind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A picture in the report: files next to the page, with paths relative to its folder.
 *
 * @param width the width of the original in pixels
 * @param height the height of the original in pixels
 * @param small a view at most 320 pixels wide, or null if none could be made
 * @param large a larger view, or null
 * @param kind the kind of picture, if it is one that the embedded model does not know; otherwise null
 */
public record Picture(
        int width,
        int height,
        @Nullable String small,
        @Nullable String large,
        @Nullable PictureKind kind) {

    /** The folder of pictures, next to the page. */
    static final String FOLDER = "pictures";

    private static final Pattern NAME =
            Pattern.compile(FOLDER + "/[0-9a-f]{32}(?:-(?:large|photograph|gradient|text))?\\.(?:jpg|png|gif|webp)");

    /** Merges two copies of one picture; the result does not depend on their order. */
    public Picture or(Picture other) {
        return new Picture(
                Math.min(width, other.width),
                Math.min(height, other.height),
                RunInfo.least(small, other.small),
                RunInfo.least(large, other.large),
                RunInfo.least(kind, other.kind));
    }

    /** Returns the same picture without the missing files. */
    public Picture without(Set<String> missing) {
        return new Picture(
                width,
                height,
                small == null || missing.contains(small) ? null : small,
                large == null || missing.contains(large) ? null : large,
                kind);
    }

    /** Returns the names of the picture's files. */
    public Stream<String> files() {
        return Stream.of(Optional.ofNullable(small), Optional.ofNullable(large)).flatMap(Optional::stream);
    }

    /**
     * Returns whether the files have names that clipunit gives. A report from elsewhere must not refer to other files.
     */
    public boolean isOurs() {
        return width > 0
                && height > 0
                && files().allMatch(file -> NAME.matcher(file).matches());
    }
}
