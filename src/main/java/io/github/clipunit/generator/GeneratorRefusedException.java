package io.github.clipunit.generator;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/**
 * A generator that would not paint a picture, as a content filter forbids it. It says nothing of how well the generator paints.
 * An adapter may throw it where its client says so in a way of its own.
 */
public final class GeneratorRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final boolean isTold;

    /** With what the generator said. */
    public GeneratorRefusedException(String message) {
        this(message, null);
    }

    /** With what the generator said, and what its client threw. */
    public GeneratorRefusedException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    GeneratorRefusedException(String message, @Nullable Throwable cause, boolean isTold) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
        this.isTold = isTold;
    }

    /** Whether {@link GeneratorCalls} told it, so that it is counted. */
    boolean isTold() {
        return isTold;
    }
}
