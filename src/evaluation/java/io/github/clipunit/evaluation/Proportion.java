package io.github.clipunit.evaluation;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * A share of cases with its 95 % interval.
 *
 * @param hits how many
 * @param cases of how many
 */
record Proportion(int hits, int cases) {

    private static final double Z = 1.96;

    static <T> Proportion of(Collection<T> cases, Predicate<? super T> hit) {
        return new Proportion(Math.toIntExact(cases.stream().filter(hit).count()), cases.size());
    }

    double share() {
        return (double) hits / cases;
    }

    double low() {
        return bound(-1);
    }

    double high() {
        return bound(1);
    }

    /** Wilson's interval (Wilson, 1927, "Probable inference, the law of succession, and statistical inference"). */
    private double bound(int sign) {
        double p = share();
        double half = Z * Math.sqrt(p * (1 - p) / cases + Z * Z / (4.0 * cases * cases));
        return (p + Z * Z / (2.0 * cases) + sign * half) / (1 + Z * Z / cases);
    }
}
