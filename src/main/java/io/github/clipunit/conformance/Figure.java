package io.github.clipunit.conformance;

import java.util.Locale;

/**
 * A published number, or row of numbers, and the result here.
 *
 * @param what its subject
 * @param expected the published value
 * @param got the value here
 * @param difference the distance of the two, at least 0; NaN if they cannot be compared
 * @param within the largest difference that is right
 */
public record Figure(String what, String expected, String got, double difference, double within) {

    static Figure of(String what, String format, double expected, double got, double within) {
        return new Figure(what, text(format, expected), text(format, got), Math.abs(expected - got), within);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Returns whether the difference is small enough; NaN is not. */
    public boolean isRight() {
        return difference <= within;
    }
}
