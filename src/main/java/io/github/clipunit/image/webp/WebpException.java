package io.github.clipunit.image.webp;

import java.io.IOException;

/** A flaw of a WebP file, as a clause that can end a sentence. */
public final class WebpException extends IOException {

    private static final long serialVersionUID = 1L;

    WebpException(String flaw) {
        super(flaw);
    }
}
