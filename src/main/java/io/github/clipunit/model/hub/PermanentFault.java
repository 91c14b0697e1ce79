package io.github.clipunit.model.hub;

import java.io.IOException;

/** An error that another attempt would repeat. It is reported at once, with this message. */
final class PermanentFault extends IOException {

    private static final long serialVersionUID = 1L;

    PermanentFault(String message) {
        super(message);
    }
}
