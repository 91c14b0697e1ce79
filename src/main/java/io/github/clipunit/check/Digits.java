package io.github.clipunit.check;

import java.util.Locale;

/**
 * Formats numbers for messages and reports, independent of the locale.
 *
 * @hidden
 */
public final class Digits {

    private static final int FEWEST = 4;
    private static final int MOST = 9;

    private Digits() {}

    /** Formats a number with four decimal places. */
    public static String fixed(double value) {
        return fixed(value, FEWEST);
    }

    private static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Formats a value with as many decimal places, at least four, as distinguish it from another. */
    public static String fixed(double value, double other) {
        int digits = FEWEST;
        while (digits < MOST && value != other && fixed(value, digits).equals(fixed(other, digits))) {
            digits++;
        }
        return fixed(value, digits);
    }

    /** Formats the distance between a value and a bound; a tiny distance is shown by its first significant digits. */
    public static String gap(double value, double bound) {
        double gap = Math.abs(value - bound);
        return gap == 0 || gap >= 0.00005 ? fixed(gap) : String.format(Locale.ROOT, "%.1e", gap);
    }
}
