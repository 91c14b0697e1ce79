package io.github.clipunit.image;

import java.io.IOException;

/** A flaw of an encoded picture, as a clause that can end a sentence. */
final class FlawException extends IOException {

    private static final long serialVersionUID = 1L;

    FlawException(String flaw) {
        super(flaw);
    }
}
