package io.github.clipunit.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Progress on a print stream, of one piece of work at a time. */
final class ShownProgress implements Progress {

    private static final long SECOND = 1_000_000_000L;
    private static final int BAR = 24;
    private static final int BRIEF = 20;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final LongSupplier nanoTime;
    /** The columns of the terminal, or 0 if lines are printed instead of a bar. */
    private final int width;

    private @Nullable Work work;

    ShownProgress(PrintStream out, LongSupplier nanoTime, int width) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.width = width;
    }

    @Override
    public Meter start(String label, Unit unit, @Nullable Long total) {
        Work begun = new Work(OutputForm.LINES.of(label), unit, nanoTime.getAsLong());
        begun.expect(total == null ? -1 : total);
        work = begun;
        return begun;
    }

    @Override
    public void hide() {
        if (width > 0 && work != null) {
            work.erase();
        }
    }

    @Override
    public void show() {
        if (width > 0 && work != null && work.wasShown()) {
            work.show(nanoTime.getAsLong());
        }
    }

    private final class Work implements Meter {

        private final String label;
        private final Unit unit;
        private final long started;
        private volatile long total = -1;
        private long shownAt;
        private long first = -1;
        private long last;
        private long printed = -1;
        private boolean isDrawn;

        Work(String label, Unit unit, long started) {
            this.label = label;
            this.unit = unit;
            this.started = started;
            this.shownAt = started;
        }

        @Override
        public void expect(long end) {
            total = end;
        }

        boolean wasShown() {
            return printed >= 0;
        }

        @Override
        public void at(long position) {
            first = first < 0 ? position : first;
            last = position;
            long now = nanoTime.getAsLong();
            if (now - shownAt >= (width > 0 ? SECOND / 10 : unit.period * SECOND)) {
                show(now);
            }
        }

        /** Lines end with the last position, unless short work had none. */
        @Override
        public void close() {
            if (width > 0) {
                erase();
            } else if (last != printed && (wasShown() || unit == Unit.BYTES)) {
                show(nanoTime.getAsLong());
            }
            work = null;
        }

        void erase() {
            if (isDrawn) {
                out.print(ERASE);
                out.flush();
                isDrawn = false;
            }
        }

        private void show(long now) {
            shownAt = now;
            printed = last;
            if (width > 0) {
                out.print(ERASE + fitted(facts(now)));
                out.flush();
                isDrawn = true;
            } else {
                out.println(label + " " + facts(now));
            }
        }

        private String facts(long now) {
            double seconds = Math.max(1e-3, (now - started) / (double) SECOND);
            double rate = Math.max(0, last - first) / seconds;
            String percent = total > 0 ? String.format(Locale.ROOT, "%3d %% ", (int) (100 * share())) : "";
            return percent + unit.of(last) + (total < 0 ? "" : " of " + unit.of(total)) + ", " + unit.rate(rate)
                    + (total > last && rate > 0 ? ", " + clock((total - last) / rate) + " left" : "");
        }

        private double share() {
            return Math.min(1, last / (double) total);
        }

        private static String clock(double seconds) {
            long whole = (long) Math.ceil(seconds);
            return whole < 3600
                    ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                    : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
        }

        private String bar(int cells) {
            int filled = total > 0 ? (int) (cells * share()) : 0;
            return total > 0 ? "[" + "#".repeat(filled) + ".".repeat(cells - filled) + "] " : "";
        }

        /** Narrower than the terminal: a full line would wrap on some, and could not be erased. */
        private String fitted(String facts) {
            String brief = DisplayWidth.shorten(label, BRIEF) + " ";
            return List.of(label + " " + bar(BAR), brief + bar(BAR), brief + bar(BAR / 2), brief, "").stream()
                    .map(start -> start + facts)
                    .filter(line -> DisplayWidth.of(line) < width)
                    .findFirst()
                    .orElseGet(() -> facts.substring(0, Math.max(0, Math.min(facts.length(), width - 1))));
        }
    }
}
