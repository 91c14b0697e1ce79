package io.github.clipunit.sets;

/** Shannon's entropy in nats. */
final class Entropy {

    private Entropy() {}

    /** Returns {@code -sum(p * ln p)}; zeros add nothing. */
    static double of(double[] shares) {
        double entropy = 0;
        for (double share : shares) {
            if (share > 0) {
                entropy -= share * Math.log(share);
            }
        }
        return entropy;
    }
}
