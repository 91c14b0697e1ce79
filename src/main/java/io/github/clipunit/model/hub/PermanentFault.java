package io.github.clipunit.model.hub;

import java.io.IOException;

/** An answer that will be as wrong the next time: it is told at once, in these words. */
final class PermanentFault extends IOException {

    private static final long serialVersionUID = 1L;

    PermanentFault(String message) {
        super(message);
    }
}
