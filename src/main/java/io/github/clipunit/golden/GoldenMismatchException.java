package io.github.clipunit.golden;

/**
 * A golden that is of something else: another model, other preprocessing, another prompt, another test, or a newer
 * format. Its scores must not be compared, so there is no verdict on the picture.
 */
public final class GoldenMismatchException extends GoldenException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the file, what differs and the way out. */
    public GoldenMismatchException(String message) {
        super(message);
    }
}
