package io.github.clipunit.assertj;

import java.util.Locale;

/** Numbers as messages print them, whatever the locale. */
final class Fixed {

    private static final int DIGITS = 4;
    private static final int MOST_DIGITS = 9;

    private Fixed() {}

    /** Four digits after the point. */
    static String fixed(double value) {
        return fixed(value, DIGITS);
    }

    private static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** As many digits, four at least, as it takes to tell the value from the other. */
    static String fixed(double value, double other) {
        int digits = DIGITS;
        while (digits < MOST_DIGITS && value != other && fixed(value, digits).equals(fixed(other, digits))) {
            digits++;
        }
        return fixed(value, digits);
    }

    /** By how much a value misses a bound, which is its own first digits where it is tiny. */
    static String gap(double value, double bound) {
        double gap = Math.abs(value - bound);
        return gap == 0 || gap >= 0.00005 ? fixed(gap) : String.format(Locale.ROOT, "%.1e", gap);
    }
}
