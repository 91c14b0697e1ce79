package io.github.clipunit.golden;

/**
 * Thrown if a golden belongs to something else: another model, preprocessing, prompt or test, or a newer format. Its
 * scores must not be compared, so there is no verdict on the picture.
 */
public final class GoldenMismatchException extends GoldenException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that names the file, the difference and the way out. */
    public GoldenMismatchException(String message) {
        super(message);
    }
}
