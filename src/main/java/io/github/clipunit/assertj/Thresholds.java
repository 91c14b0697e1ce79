package io.github.clipunit.assertj;

/** Checks of thresholds: they refuse values that no score could meet, or that belong to another scale. */
final class Thresholds {

    static final String CLIP_SCORE = "CLIP score threshold";
    static final String COSINE = "cosine threshold";

    private Thresholds() {}

    /** Returns a cosine in [-1, 1]; the message for a percent score suggests the method for percent scores. */
    static double clipScore(double threshold) {
        String rescaled =
                threshold <= 2.5 ? "; a rescaled score belongs to withRescaledScoreAbove(" + threshold + ")" : "";
        return cosine(CLIP_SCORE, threshold, "belongs to withPercentScoreAbove(" + plain(threshold) + ")" + rescaled);
    }

    /** Returns a cosine in [-1, 1]. */
    static double cosine(String name, double threshold) {
        return cosine(name, threshold, "is " + plain(threshold / 100) + " as a cosine");
    }

    private static double cosine(String name, double threshold, String advice) {
        if (threshold >= -1 && threshold <= 1) {
            return threshold;
        }
        String hint = threshold > 1 && threshold <= 100
                ? "; a score such as " + plain(threshold) + " on the scale of 100 " + advice
                : "";
        throw new IllegalArgumentException(
                name + " [" + threshold + "] must be in [-1, 1]: it is compared with a cosine" + hint);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Returns a percent score in [0, 100]. */
    static double percent(double threshold) {
        if (threshold > 0 && threshold < 1) {
            throw new IllegalArgumentException("percent score threshold [" + threshold
                    + "] is below 1: percent scores run from 0 to 100, so a cosine such as " + threshold
                    + " belongs to withClipScoreAbove(" + threshold + ")");
        }
        return within("percent score threshold", threshold, 0, 100);
    }

    /** Returns a percentile in [0, 100]; a share of 1 is refused, because almost every prompt exceeds it. */
    static double percentile(double threshold) {
        if (threshold > 0 && threshold < 1) {
            throw new IllegalArgumentException("percentile [" + threshold
                    + "] is below 1: percentiles run from 0 to 100, so a share of " + threshold + " is "
                    + plain(threshold * 100));
        }
        return within("percentile", threshold, 0, 100);
    }

    /** Returns a rescaled score in [0, 2.5]. */
    static double rescaled(double threshold) {
        return within(
                "rescaled score threshold",
                threshold,
                0,
                2.5,
                "; a percent score belongs to withPercentScoreAbove(" + plain(threshold) + ")");
    }

    /** Returns a probability in [0, 1]. */
    static double probability(String name, double threshold) {
        return within(name, threshold, 0, 1, "; " + plain(threshold) + " % is " + plain(threshold / 100));
    }

    /** Returns a difference of two cosines in [0, 2]. */
    static double margin(double margin) {
        return within("margin", margin, 0, 2);
    }

    /** Returns a finite number: every aesthetic head has its own scale. */
    static double aesthetic(double threshold) {
        return within("aesthetic score threshold", threshold, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    /** Returns a number between two bounds, both included. */
    static double within(String name, double value, double min, double max) {
        return within(name, value, min, max, "");
    }

    private static double within(String name, double value, double min, double max, String hint) {
        if (value >= min && value <= max) {
            return value;
        }
        boolean isOfHundred = value > max && value <= 100;
        throw new IllegalArgumentException(name + " [" + value + "] must be in [" + plain(min) + ", " + plain(max) + "]"
                + (isOfHundred ? hint : ""));
    }
}
