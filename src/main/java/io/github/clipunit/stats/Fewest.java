package io.github.clipunit.stats;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** How many of something are enough, where more are never worse. */
public final class Fewest {

    private Fewest() {}

    /**
     * The smallest number that is enough, by bisection.
     *
     * @param low the smallest in question
     * @param high the largest in question
     * @return empty where the largest is not enough
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
