package io.github.clipunit.migration;

import java.io.PrintWriter;

/** The display of a migration's progress, once a second; shorter migrations show nothing. */
public final class MigrationProgress {

    private static final long SECOND = 1_000_000_000L;

    private final PrintWriter err;
    private long shown = System.nanoTime();

    /** Creates a display on the given writer. */
    public MigrationProgress(PrintWriter err) {
        this.err = err;
    }

    void at(String what, int done, int total) {
        long now = System.nanoTime();
        if (now - shown >= SECOND) {
            shown = now;
            err.println("clipunit migrate: " + done + " of " + total + " " + what);
            err.flush();
        }
    }
}
