package io.github.clipunit.generator;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/**
 * The refusal of a generator to generate a picture, usually by a content filter. It says nothing about picture quality.
 * An adapter may throw it for a client whose refusals are not recognised.
 */
public final class GeneratorRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final boolean isTold;

    /** Creates an exception with the generator's message. */
    public GeneratorRefusedException(String message) {
        this(message, null);
    }

    /** Creates an exception with the generator's message and its client's exception. */
    public GeneratorRefusedException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    GeneratorRefusedException(String message, @Nullable Throwable cause, boolean isTold) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
        this.isTold = isTold;
    }

    /** Returns whether {@link GeneratorCalls} threw it, so that it is counted. */
    boolean isTold() {
        return isTold;
    }
}
