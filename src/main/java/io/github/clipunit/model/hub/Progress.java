package io.github.clipunit.model.hub;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The display of a download's progress: a bar that redraws itself on a terminal, one line a second elsewhere, or
 * nothing.
 */
@FunctionalInterface
interface Progress {

    /** Shows nothing. */
    Progress NONE = (label, total) -> position -> {};

    /** Starts the display of a download. */
    Meter start(String label, @Nullable Long total);

    /** One download's position; closing it ends the line. */
    @FunctionalInterface
    interface Meter extends AutoCloseable {
        void at(long position);

        @Override
        default void close() {}
    }

    /**
     * Returns a bar for a terminal, lines otherwise, or nothing with Maven's {@code -q}, which Maven passes on in a
     * variable.
     */
    static Progress ofJvm(boolean quiet, Map<String, String> environment) {
        boolean mavenIsQuiet =
                (" " + environment.getOrDefault("MAVEN_CMD_LINE_ARGS", "") + " ").matches(".*\\s(-q|--quiet)\\s.*");
        if (quiet || mavenIsQuiet) {
            return NONE;
        }
        boolean terminal = isTerminal() && !"dumb".equals(environment.get("TERM")) && !environment.containsKey("CI");
        return terminal ? bar(System.err, System::nanoTime) : lines(System.err, System::nanoTime);
    }

    static Progress bar(PrintStream out, LongSupplier nanoTime) {
        return (label, total) -> new ProgressLine(out, nanoTime, label, total, true);
    }

    static Progress lines(PrintStream out, LongSupplier nanoTime) {
        return (label, total) -> new ProgressLine(out, nanoTime, label, total, false);
    }

    /** Since Java 22, there is a console even without a terminal, and a method to distinguish the two. */
    @SuppressWarnings("SystemConsoleNull") // Java 17 to 21 return null
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** One download on a print stream. */
    final class ProgressLine implements Meter {

        private static final long SECOND = 1_000_000_000L;
        private static final int WIDTH = 24;

        private final PrintStream out;
        private final LongSupplier nanoTime;
        private final String label;
        private final @Nullable Long total;
        private final boolean bar;
        private final long started;
        private long shown;
        private long first = -1;
        private long last;
        private long printed = -1;

        private ProgressLine(PrintStream out, LongSupplier nanoTime, String label, @Nullable Long total, boolean bar) {
            this.out = out;
            this.nanoTime = nanoTime;
            this.label = label;
            this.total = total;
            this.bar = bar;
            this.started = nanoTime.getAsLong();
            this.shown = started;
        }

        @Override
        public void at(long position) {
            first = first < 0 ? position : first;
            last = position;
            long now = nanoTime.getAsLong();
            if (now - shown >= (bar ? SECOND / 10 : SECOND)) {
                shown = now;
                show(now);
            }
        }

        @Override
        public void close() {
            if (last != printed) {
                show(nanoTime.getAsLong());
            }
            if (bar) {
                out.println();
            }
        }

        private void show(long now) {
            printed = last;
            double seconds = Math.max(1e-3, (now - started) / (double) SECOND);
            String text = label + " " + share() + CacheErrors.megabytes(last)
                    + (total == null ? "" : " of " + CacheErrors.megabytes(total))
                    + String.format(Locale.ROOT, ", %.1f MB/s", Math.max(0, last - first) / 1e6 / seconds);
            if (bar) {
                out.print("\r\u001b[K" + text);
                out.flush();
            } else {
                out.println(text);
            }
        }

        private String share() {
            if (total == null || total == 0) {
                return "";
            }
            double share = Math.min(1, last / (double) total);
            String percent = String.format(Locale.ROOT, "%3d %% ", (int) (100 * share));
            int filled = (int) (WIDTH * share);
            return bar ? "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + percent : percent;
        }
    }
}
