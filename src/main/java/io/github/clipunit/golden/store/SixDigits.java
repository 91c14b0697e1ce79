package io.github.clipunit.golden.store;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as goldens store them: rounded to six decimal places, so that a reviewer reads exactly the numbers compared.
 */
public final class SixDigits {

    private SixDigits() {}

    /** Rounds to six decimal places, ties to even. */
    public static BigDecimal exact(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
    }

    public static double round(double value) {
        return exact(value).doubleValue();
    }

    public static String text(double value) {
        return exact(value).toPlainString();
    }
}
