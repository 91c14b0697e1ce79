package io.github.clipunit.image;

/** An answer that is whole and holds no picture, as content filters give. */
public final class NoPictureException extends UnreadableImageException {

    private static final long serialVersionUID = 1L;

    NoPictureException(String message) {
        super(message);
    }
}
