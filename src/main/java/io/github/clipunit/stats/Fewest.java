package io.github.clipunit.stats;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Finds the smallest sufficient number of something, if more is never worse. */
public final class Fewest {

    private Fewest() {}

    /**
     * Returns the smallest sufficient number, by bisection.
     *
     * @param low the smallest candidate
     * @param high the largest candidate
     * @return empty if the largest candidate is not sufficient
     */
    public static OptionalInt from(int low, int high, IntPredicate isEnough) {
        if (low > high || !isEnough.test(high)) {
            return OptionalInt.empty();
        }
        int tooFew = low - 1;
        int enough = high;
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            if (isEnough.test(middle)) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalInt.of(enough);
    }
}
