package io.github.clipunit.internal;

import java.util.Arrays;

/** Checks of arguments. A refused argument is an IllegalArgumentException that names it. */
public final class Demands {

    /** The largest value that rounding can turn a cosine of 1 into. */
    private static final double MOST = 1.001;

    private Demands() {}

    /** Returns the value unless it is null, which compilers without null checks let pass. */
    public static <T> T require(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }

    /** Returns the text unless it is null or blank. */
    public static String requireText(String name, String text) {
        if (require(name, text).isBlank()) {
            throw new IllegalArgumentException(name + " [" + VisibleText.onOneLine(text) + "] must not be blank");
        }
        return text;
    }

    /** Returns the items unless they or one of them are null. There may be none. */
    public static <C extends Iterable<?>> C requireItems(String name, C items) {
        int index = 0;
        for (Object item : require(name, items)) {
            if (item == null) {
                throw new IllegalArgumentException(name + " must not hold null, but item [" + index + "] is null");
            }
            index++;
        }
        return items;
    }

    /** Returns the array unless it or an item is null. */
    public static <T> T[] requireItems(String name, T[] items) {
        requireItems(name, Arrays.asList(require(name, items)));
        return items;
    }

    /** Checks that a value lies in [-1, 1]. */
    public static void requireCosine(String name, double value) {
        if (!(value >= -1 && value <= 1)) {
            throw new IllegalArgumentException(
                    name + " [" + value + "] must lie between -1 and 1, as cosines do; divide percent scores by 100");
        }
    }

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

    /** Returns a cosine from a scorer: rounding may exceed 1, and NaN, from a broken model, is left to the assertion. */
    public static double requireScore(String name, double value) {
        if (Math.abs(value) > MOST) {
            requireCosine(name, value);
        }
        return value;
    }

    /** Checks that a value lies between two ends, both excluded. */
    public static void requireBetween(double low, double high, String name, double value) {
        if (!(value > low && value < high)) {
            throw new IllegalArgumentException(name + " [" + value + "] must lie between " + low + " and " + high);
        }
    }

    public static void requireNotNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " [" + value + "] must be finite and not negative");
        }
    }

    public static void requireAtLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " [" + value + "] must be at least " + least);
        }
    }
}
