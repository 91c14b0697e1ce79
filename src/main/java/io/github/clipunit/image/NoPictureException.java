package io.github.clipunit.image;

/** A complete answer without a picture, as content filters give. */
public final class NoPictureException extends UnreadableImageException {

    private static final long serialVersionUID = 1L;

    NoPictureException(String message) {
        super(message);
    }
}
