package io.github.clipunit.internal;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/** The effect of an interrupt, such as a timeout's, on files: it closes the channels that the thread is using. */
public final class Interrupts {

    private Interrupts() {}

    /**
     * Runs an action with the thread's interrupt cleared, and restores the interrupt afterwards.
     *
     * @throws X if the work does
     */
    public static <T, X extends Exception> T heldBack(LockFile.Action<T, X> work) throws X {
        boolean interrupted = Thread.interrupted();
        try {
            return work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether a failure was caused by an interrupt, so that another attempt may succeed. */
    public static boolean caused(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof InterruptedException
                    || at instanceof ClosedByInterruptException
                    || at instanceof FileLockInterruptionException) {
                return true;
            }
        }
        return false;
    }
}
