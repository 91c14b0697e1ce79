package io.github.clipunit.model;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/** A model that cannot be had or used; the message says what was expected, what was found, and what to do. */
public final class ModelUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** With the whole message. */
    public ModelUnavailableException(String message) {
        super(OutputForm.LINES.of(String.valueOf(message)));
    }

    /** With the whole message and what was thrown. */
    public ModelUnavailableException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }
}
