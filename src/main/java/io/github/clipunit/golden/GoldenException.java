package io.github.clipunit.golden;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a golden or cassette cannot be used: it is missing on a build server, unreadable, not writable, or
 * requested by two tests. It is not a verdict on the picture.
 */
public class GoldenException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception with a message that names the file, the fact and the way out, and a cause if there is one.
     */
    public GoldenException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }

    /** Creates an exception with a message that names the file, the fact and the way out. */
    public GoldenException(String message) {
        super(OutputForm.LINES.of(String.valueOf(message)));
    }
}
