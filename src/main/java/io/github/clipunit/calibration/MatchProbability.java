package io.github.clipunit.calibration;

import io.github.clipunit.internal.Demands;

/**
 * The probability that a picture and a prompt match, given their cosine:
 * {@code 1 / (1 + exp(-(slope * cosine + intercept)))}, a logistic curve fitted to labelled pairs (Platt 1999, with his
 * targets against overconfidence).
 *
 * <p>The curve is logistic rather than isotonic for three reasons. Cosines of matching and of other pairs are close to
 * normal with similar spread, for which a logistic curve is the true form. It rises everywhere, also between and beyond
 * the fitted pairs. Its two numbers need dozens of pairs where an isotonic curve needs a thousand (Niculescu-Mizil and
 * Caruana 2005, section 4). Matching and other pairs have equal weight, however many there are: the probability assumes
 * that half of all pairs match.
 *
 * @param slope how fast the logit rises with the cosine; negative if matching pairs score lower
 * @param intercept the logit at cosine 0
 * @hidden
 */
public record MatchProbability(double slope, double intercept) {

    private static final int MOST_STEPS = 100;
    private static final double CONVERGED = 1e-12;

    public MatchProbability {
        Demands.requireFinite("slope", slope);
        Demands.requireFinite("intercept", intercept);
    }

    /**
     * Fits the curve.
     *
     * @param matching the cosines of pairs that match, at least one
     * @param others the cosines of pairs that do not match, at least one
     * @throws IllegalArgumentException if a set is empty, a cosine is NaN or infinite, or all cosines are equal
     */
    public static MatchProbability fit(double[] matching, double[] others) {
        return LogisticFit.of(matching, others).solve(MOST_STEPS, CONVERGED);
    }

    /** Returns the probability for a cosine, in (0, 1). */
    public double of(double cosine) {
        return 1 / (1 + Math.exp(-(slope * cosine + intercept)));
    }

    /** Returns the cosine at which the probability is reached; the inverse of {@link #of}. */
    public double cosineAt(double probability) {
        Demands.requireBetween(0, 1, "probability", probability);
        return (logit(probability) - intercept) / slope;
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
