package io.github.clipunit.stats;

/** The demands that numbers from outside must meet. */
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

    /** Excludes both ends. */
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
