package io.github.clipunit.golden.store;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as goldens hold them: six digits after the point, so that what is compared is what a reviewer reads. */
public final class SixDigits {

    private SixDigits() {}

    /** The nearest number of six digits, ties to even. */
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
