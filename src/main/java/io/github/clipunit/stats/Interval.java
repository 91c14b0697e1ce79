package io.github.clipunit.stats;

import java.util.Locale;

/**
 * The range in which a true value lies with some confidence.
 *
 * @param low the lower end; negative infinity where nothing is known
 * @param high the upper end; positive infinity where nothing is known
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval [" + low + ", " + high + "] must not end before it starts");
        }
    }

    /** Whether the value lies between the ends, or is one of them. */
    boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Both ends to four digits, such as {@code [0.2514, 0.2786]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.4f, %.4f]", low, high);
    }
}
