package io.github.clipunit.generator;

import io.github.clipunit.internal.OutputForm;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A generator that does not answer, or says to come back later. It says nothing of how well the generator paints: by {@code
 * clipunit.generator.unavailable} the test fails or is aborted. An adapter may throw it where its client says so in a way of
 * its own.
 */
public final class GeneratorUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration wait;
    private final boolean isTold;

    /** With what the generator said. */
    public GeneratorUnavailableException(String message) {
        this(message, null, null);
    }

    /** With what the generator said, and how long it asks to wait, as {@code Retry-After} does. */
    public GeneratorUnavailableException(String message, @Nullable Duration wait) {
        this(message, wait, null);
    }

    /** With what the generator said, how long it asks to wait, and what its client threw. */
    public GeneratorUnavailableException(String message, @Nullable Duration wait, @Nullable Throwable cause) {
        this(message, wait, cause, false);
    }

    GeneratorUnavailableException(String message, @Nullable Duration wait, @Nullable Throwable cause, boolean isTold) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
        this.wait = wait;
        this.isTold = isTold;
    }

    /**
     * Whether it may pass by itself: not if the account is empty, or the host's name unknown.
     *
     * @hidden
     */
    public boolean mayPass() {
        return !ClientFault.isLasting(this);
    }

    /** Whether {@link GeneratorCalls} told it, so that it is counted. */
    boolean isTold() {
        return isTold;
    }

    /** How long it asks to wait, if it says. */
    public Optional<Duration> askedWait() {
        return Optional.ofNullable(wait);
    }
}
