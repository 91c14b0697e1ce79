package io.github.clipunit.migration;

import java.io.PrintWriter;

/** Says once a second how far a migration is; nothing where it is over before. */
public final class MigrationProgress {

    private static final long SECOND = 1_000_000_000L;

    private final PrintWriter err;
    private long shown = System.nanoTime();

    /** Says it there. */
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
