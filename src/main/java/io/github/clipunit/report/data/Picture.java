package io.github.clipunit.report.data;

import io.github.clipunit.explain.PictureKind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A picture as the report keeps it: files beside the page, named from its folder.
 *
 * @param width the width of the original in pixels
 * @param height the height of the original in pixels
 * @param small a view of at most 320 pixels' width, or null where it could not be made
 * @param large a larger view, or null where there is none
 * @param kind what it looks like, where the embedded model knows no such pictures; else null
 */
public record Picture(
        int width,
        int height,
        @Nullable String small,
        @Nullable String large,
        @Nullable PictureKind kind) {

    /** The folder of pictures, beside the page. */
    static final String FOLDER = "pictures";

    private static final Pattern NAME =
            Pattern.compile(FOLDER + "/[0-9a-f]{32}(?:-(?:large|photograph|gradient|text))?\\.(?:jpg|png|gif|webp)");

    /** Of two copies of one picture, what either has, whichever is asked. */
    public Picture or(Picture other) {
        return new Picture(
                Math.min(width, other.width),
                Math.min(height, other.height),
                RunInfo.least(small, other.small),
                RunInfo.least(large, other.large),
                RunInfo.least(kind, other.kind));
    }

    /** The same without the files that are missing. */
    public Picture without(Set<String> missing) {
        return new Picture(
                width,
                height,
                small == null || missing.contains(small) ? null : small,
                large == null || missing.contains(large) ? null : large,
                kind);
    }

    /** The names of its files. */
    public Stream<String> files() {
        return Stream.of(Optional.ofNullable(small), Optional.ofNullable(large)).flatMap(Optional::stream);
    }

    /** Whether its files are named as clipunit names them: somebody else's report must not name any other file. */
    public boolean isOurs() {
        return width > 0
                && height > 0
                && files().allMatch(file -> NAME.matcher(file).matches());
    }
}
