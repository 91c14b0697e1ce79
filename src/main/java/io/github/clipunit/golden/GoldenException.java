package io.github.clipunit.golden;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/**
 * A golden or cassette that cannot be had or kept: missing on a build server, unreadable, not to be written, or
 * asked for by two tests. It says nothing about the picture.
 */
public class GoldenException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the file, the fact and the way out, and what was thrown, if anything was. */
    public GoldenException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }

    /** With a message that names the file, the fact and the way out. */
    public GoldenException(String message) {
        super(OutputForm.LINES.of(String.valueOf(message)));
    }
}
