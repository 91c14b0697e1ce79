package io.github.clipunit.image;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/** A picture that cannot be read: missing, empty, truncated, too large, or of an unsupported format. */
public class UnreadableImageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names source, format and cause. */
    public UnreadableImageException(String message) {
        super(OutputForm.LINES.of(String.valueOf(message)));
    }

    /** Creates an exception whose message names source, format and cause, with the exception behind it, if any. */
    public UnreadableImageException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }
}
