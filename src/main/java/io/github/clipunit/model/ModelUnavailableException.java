package io.github.clipunit.model;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/** A model that cannot be found or used; the message says what was expected, what was found, and what to do. */
public final class ModelUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with the whole message. */
    public ModelUnavailableException(String message) {
        super(OutputForm.LINES.of(String.valueOf(message)));
    }

    /** Creates an exception with the whole message and its cause. */
    public ModelUnavailableException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }
}
