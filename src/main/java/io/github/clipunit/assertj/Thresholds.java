package io.github.clipunit.assertj;

/** Refuses thresholds that no score could meet, or that belong to another scale. */
final class Thresholds {

    private Thresholds() {}

    /** A cosine that a percent score might be meant by, in [-1, 1]. */
    static double clipScore(double threshold) {
        return cosine(threshold, "belongs to withPercentScoreAbove(" + plain(threshold) + ")");
    }

    /** A cosine, in [-1, 1]. */
    static double cosine(double threshold) {
        return cosine(threshold, "is " + plain(threshold / 100) + " as a cosine");
    }

    private static double cosine(double threshold, String advice) {
        if (threshold >= -1 && threshold <= 1) {
            return threshold;
        }
        String hint = threshold > 1 && threshold <= 100
                ? "; a score such as " + plain(threshold) + " on the scale of 100 " + advice
                : "";
        throw new IllegalArgumentException(
                "CLIP score threshold (" + threshold + ") must be in [-1, 1]: it is compared with a cosine" + hint);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** A percent score, in [0, 100]. */
    static double percent(double threshold) {
        if (threshold > 0 && threshold < 1) {
            throw new IllegalArgumentException("percent score threshold (" + threshold
                    + ") is below 1: percent scores run from 0 to 100, so a cosine such as " + threshold
                    + " belongs to withClipScoreAbove(" + threshold + ")");
        }
        return within("percent score threshold", threshold, 0, 100);
    }

    /** A rescaled score, in [0, 2.5]. */
    static double rescaled(double threshold) {
        return within("rescaled score threshold", threshold, 0, 2.5);
    }

    /** A probability, in [0, 1]. */
    static double probability(double threshold) {
        return within("probability", threshold, 0, 1);
    }

    /** A difference of two cosines, in [0, 2]. */
    static double margin(double margin) {
        return within("margin", margin, 0, 2);
    }

    /** A number between two bounds, both included. */
    static double within(String name, double value, double min, double max) {
        if (value >= min && value <= max) {
            return value;
        }
        throw new IllegalArgumentException(
                name + " (" + value + ") must be in [" + plain(min) + ", " + plain(max) + "]");
    }
}
