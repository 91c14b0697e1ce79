package io.github.clipunit.stats;

import java.util.Locale;

/**
 * The range that contains a true value with some confidence.
 *
 * @param low the lower end; negative infinity if nothing is known
 * @param high the upper end; positive infinity if nothing is known
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "interval [" + low + ", " + high + "] must have a low end that is not above its high end");
        }
    }

    /** Returns whether the value lies between the ends, both included. */
    boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Returns both ends with four digits, such as {@code [0.2514, 0.2786]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.4f, %.4f]", low, high);
    }
}
