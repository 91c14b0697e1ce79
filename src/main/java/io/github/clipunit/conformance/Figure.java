package io.github.clipunit.conformance;

import java.util.Locale;

/**
 * One number, or row of numbers, that was published, and what came out here.
 *
 * @param what it is of
 * @param expected what was published
 * @param got what came out
 * @param difference how far the two are apart, at least 0; NaN where they cannot be compared
 * @param within the difference that is still right
 */
public record Figure(String what, String expected, String got, double difference, double within) {

    static Figure of(String what, String format, double expected, double got, double within) {
        return new Figure(what, text(format, expected), text(format, got), Math.abs(expected - got), within);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Whether the difference is one that is still right; NaN is not. */
    public boolean isRight() {
        return difference <= within;
    }
}
