package io.github.clipunit.image.webp;

import java.io.IOException;

/** What is wrong with a WebP file, as a clause that a sentence can end with. */
public final class WebpException extends IOException {

    private static final long serialVersionUID = 1L;

    WebpException(String flaw) {
        super(flaw);
    }
}
