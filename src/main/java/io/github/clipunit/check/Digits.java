package io.github.clipunit.check;

import java.util.Locale;

/**
 * Numbers as messages and reports print them, whatever the locale.
 *
 * @hidden
 */
public final class Digits {

    private static final int FEWEST = 4;
    private static final int MOST = 9;

    private Digits() {}

    /** Four digits after the point. */
    public static String fixed(double value) {
        return fixed(value, FEWEST);
    }

    private static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** As many digits, four at least, as it takes to tell the value from the other. */
    public static String fixed(double value, double other) {
        int digits = FEWEST;
        while (digits < MOST && value != other && fixed(value, digits).equals(fixed(other, digits))) {
            digits++;
        }
        return fixed(value, digits);
    }

    /** By how much a value misses a bound, which is its own first digits where it is tiny. */
    public static String gap(double value, double bound) {
        double gap = Math.abs(value - bound);
        return gap == 0 || gap >= 0.00005 ? fixed(gap) : String.format(Locale.ROOT, "%.1e", gap);
    }
}
