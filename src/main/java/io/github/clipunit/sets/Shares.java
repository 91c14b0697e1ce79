package io.github.clipunit.sets;

import java.util.Arrays;

/** Checks the shares of labels in one picture. */
final class Shares {

    private Shares() {}

    static void require(int labels, double[] shares) {
        double sum = Arrays.stream(shares).sum();
        if (shares.length != labels) {
            throw new IllegalArgumentException(
                    "every picture must have shares of [" + labels + "] labels, but one has [" + shares.length + "]");
        }
        if (!(Math.abs(sum - 1) < 1e-6) || Arrays.stream(shares).anyMatch(share -> !(share >= 0))) {
            throw new IllegalArgumentException(
                    "shares " + Arrays.toString(shares) + " must not be negative and sum to 1");
        }
    }
}
