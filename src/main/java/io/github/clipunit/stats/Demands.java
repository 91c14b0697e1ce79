package io.github.clipunit.stats;

/** Checks of numbers that come from outside. */
public final class Demands {

    private Demands() {}

    public static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " [" + value + "] must be finite");
        }
    }

    public static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + " must be finite, but number " + i + " is [" + values[i] + "]");
            }
        }
    }

    /** Checks that a value lies between two ends, both excluded. */
    public static void requireBetween(double low, double high, String name, double value) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(name + " [" + value + "] must lie between " + low + " and " + high);
        }
    }

    static void requireNotNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " [" + value + "] must be finite and not negative");
        }
    }

    public static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " [" + value + "] must be at least " + least);
        }
    }
}
