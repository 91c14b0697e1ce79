package io.github.clipunit.image;

import java.io.IOException;

/** What is wrong with an encoded picture, as a clause that a sentence can end with. */
final class FlawException extends IOException {

    private static final long serialVersionUID = 1L;

    FlawException(String flaw) {
        super(flaw);
    }
}
