package io.github.clipunit.generator;

import io.github.clipunit.internal.OutputForm;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a generator to answer, or its request to try again later. It says nothing about picture quality;
 * {@code clipunit.generator.unavailable} decides whether the test fails or is aborted. An adapter may throw it for a
 * client whose outages are not recognised.
 */
public final class GeneratorUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration wait;
    private final boolean isTold;

    /** Creates an exception with the generator's message. */
    public GeneratorUnavailableException(String message) {
        this(message, null, null);
    }

    /** Creates an exception with the generator's message and the wait that it asks for, as in {@code Retry-After}. */
    public GeneratorUnavailableException(String message, @Nullable Duration wait) {
        this(message, wait, null);
    }

    /** Creates an exception with the generator's message, the wait that it asks for, and its client's exception. */
    public GeneratorUnavailableException(String message, @Nullable Duration wait, @Nullable Throwable cause) {
        this(message, wait, cause, false);
    }

    GeneratorUnavailableException(String message, @Nullable Duration wait, @Nullable Throwable cause, boolean isTold) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
        this.wait = wait;
        this.isTold = isTold;
    }

    /**
     * Returns whether it may pass by itself, unlike an empty account or an unknown host name.
     *
     * @hidden
     */
    public boolean mayPass() {
        return !ClientFault.isLasting(this);
    }

    /** Returns whether {@link GeneratorCalls} threw it, so that it is counted. */
    boolean isTold() {
        return isTold;
    }

    /** Returns the wait that the generator asks for, if any. */
    public Optional<Duration> askedWait() {
        return Optional.ofNullable(wait);
    }
}
