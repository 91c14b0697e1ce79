package io.github.clipunit.image;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/** A picture that cannot be had: missing, empty, truncated, too large, or of a format that nobody here reads. */
public class UnreadableImageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With a message that names source, format and cause. */
    public UnreadableImageException(String message) {
        super(OutputForm.LINES.of(String.valueOf(message)));
    }

    /** With a message that names source, format and cause, and what was thrown, if anything was. */
    public UnreadableImageException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }
}
