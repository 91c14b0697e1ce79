package io.github.clipunit.internal;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/** What an interrupt, such as a timeout's, does to files: it closes those that its thread reads and writes by channels. */
public final class Interrupts {

    private Interrupts() {}

    /**
     * Does something as if the thread was not interrupted yet, and gives it its interrupt back.
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

    /** Whether a failure came of one: it says nothing of the next attempt. */
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
