package io.github.clipunit.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows the progress of long work on standard error: a bar on a terminal, a line every so often elsewhere, or nothing. */
public interface Progress {

    /** Shows nothing. */
    Progress NONE = (label, unit, total) -> position -> {};

    /**
     * Begins work.
     *
     * @param label what is done
     * @param unit the unit of the position
     * @param total the position at the end, or null if it is unknown
     */
    Meter start(String label, Unit unit, @Nullable Long total);

    /**
     * Begins work on items that have to be counted first, which a thread of its own does meanwhile.
     *
     * @param count counts them; a negative count is unknown
     */
    default Meter start(String label, LongSupplier count) {
        Meter meter = start(label, Unit.ITEMS, null);
        if (this != NONE) {
            Thread counter = new Thread(() -> meter.expect(count.getAsLong()), "clipunit-count");
            counter.setDaemon(true);
            counter.start();
        }
        return meter;
    }

    /** Erases the bar, so that a line can be written in its place. */
    default void hide() {}

    /** Draws the bar again. */
    default void show() {}

    /** How far one piece of work is; closing it erases the bar. */
    @FunctionalInterface
    interface Meter extends AutoCloseable {
        void at(long position);

        /** Says where it ends; a negative total is unknown. */
        default void expect(long total) {}

        @Override
        default void close() {}
    }

    /** The unit of a position. */
    enum Unit {
        BYTES(1) {
            @Override
            public String of(long position) {
                return position < 100_000 ? position + " bytes" : String.format(Locale.ROOT, "%.1f MB", position / 1e6);
            }

            @Override
            String rate(double perSecond) {
                return String.format(Locale.ROOT, "%.1f MB/s", perSecond / 1e6);
            }
        },
        ITEMS(10) {
            @Override
            public String of(long position) {
                return String.valueOf(position);
            }

            @Override
            String rate(double perSecond) {
                return String.format(Locale.ROOT, "%.1f/s", perSecond);
            }
        };

        /** The seconds between two lines if there is no bar. */
        final int period;

        Unit(int period) {
            this.period = period;
        }

        /** The amount, as people read it. */
        public abstract String of(long position);

        abstract String rate(double perSecond);
    }

    /**
     * Chooses a bar for a terminal and lines otherwise, or nothing if that was asked for: by a setting, or of Maven by its
     * {@code -q}, which Maven hands on in a variable.
     */
    static Progress ofJvm(boolean quiet, Map<String, String> environment) {
        boolean mavenIsQuiet =
                (" " + environment.getOrDefault("MAVEN_CMD_LINE_ARGS", "") + " ").matches(".*\\s(-q|--quiet)\\s.*");
        if (quiet || mavenIsQuiet) {
            return NONE;
        }
        Terminal terminal = new Terminal(Terminal.error().isTerminal(), environment);
        return terminal.canRedraw()
                ? bar(ofError(), System::nanoTime, terminal.width())
                : lines(System.err, System::nanoTime);
    }

    /** In UTF-8 whatever the locale, as all output of the command line is. */
    private static PrintStream ofError() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    }

    /** A bar on a line of so many columns. */
    static Progress bar(PrintStream out, LongSupplier nanoTime, int width) {
        return new ShownProgress(out, nanoTime, width);
    }

    /** Lines of any length. */
    static Progress lines(PrintStream out, LongSupplier nanoTime) {
        return new ShownProgress(out, nanoTime, 0);
    }
}
