package io.github.clipunit.internal;

import java.util.Arrays;
import java.util.Map;

/** The demands that arguments from outside must meet; each refusal is an IllegalArgumentException that names the argument. */
public final class Demands {

    /** What rounding may make of a cosine of 1. */
    private static final double MOST = 1.001;

    private Demands() {}

    /** Not null, though a caller's compiler may not see to it. */
    public static <T> T require(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }

    /** Neither null nor blank. */
    public static String requireText(String name, String text) {
        if (require(name, text).isBlank()) {
            throw new IllegalArgumentException(name + " [" + VisibleText.onOneLine(text) + "] must not be blank");
        }
        return text;
    }

    /** Neither null nor with a null in it; there may be no item. */
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

    /** As the other, of an array. */
    public static <T> T[] requireItems(String name, T[] items) {
        requireItems(name, Arrays.asList(require(name, items)));
        return items;
    }

    /** Neither null nor with a null among its keys and values; it may be empty. */
    public static <M extends Map<?, ?>> M requireEntries(String name, M entries) {
        requireItems(name, require(name, entries).keySet());
        requireItems(name, entries.values());
        return entries;
    }

    /** In [-1, 1]. */
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

    /** A cosine as scorers give it: rounded, and NaN where the model is broken, which an assertion says. */
    public static double requireScore(String name, double value) {
        if (Math.abs(value) > MOST) {
            requireCosine(name, value);
        }
        return value;
    }

    /** Excludes both ends. */
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
