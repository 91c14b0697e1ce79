package io.github.clipunit.cli.pictures;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.ImageLimits;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Standard input, which {@code -} names where a picture or a manifest is asked for. A file of that name is {@code ./-}.
 *
 * @param stream the bytes, which can be read once
 * @param isTerminal whether a person would have to type them
 */
public record StandardInput(InputStream stream, boolean isTerminal) {

    private static final Path NAME = Path.of("-");
    private static final String EXAMPLE = "cat fox.png | clipunit score - --prompt \"a red fox\"";

    /** Whether a path names standard input. */
    public static boolean isMeantBy(Path path) {
        return path.equals(NAME);
    }

    /** A path that names a file even if the file is called {@code -}. */
    static Path file(Path path) {
        return isMeantBy(path) ? Path.of(".", "-") : path;
    }

    /**
     * Refuses names that standard input cannot serve.
     *
     * @throws IllegalArgumentException if several name it, or one does and it is a terminal
     */
    public void requireReadable(List<Path> named) {
        long count = named.stream().filter(StandardInput::isMeantBy).count();
        if (count > 1) {
            throw new IllegalArgumentException("standard input [-] can be read once, but is named [" + count
                    + "] times; name files instead, or one of the two");
        }
        if (count == 1 && isTerminal) {
            throw new IllegalArgumentException(
                    "standard input [-] must be a pipe or a file, but is this terminal; pipe something in, such as "
                            + EXAMPLE);
        }
    }

    /** The picture that a path names: a file's, or that of standard input, within the same limits. */
    public ClipImage picture(Path path) {
        return isMeantBy(path) ? ClipImage.of(stream, ImageLimits.ofJvm(), "standard input") : ClipImage.of(path);
    }
}
