package io.github.clipunit.calibration;

import io.github.clipunit.internal.Demands;

/**
 * The probability that a picture and a prompt match, by their cosine: {@code 1 / (1 + exp(-(slope * cosine +
 * intercept)))}, a logistic curve fitted to pairs of which that is known (Platt 1999, with his targets against
 * overconfidence).
 *
 * <p>A logistic curve rather than an isotonic one, because cosines of matching and of other pairs are close to normal
 * with much the same spread, for which it is the true form; because it rises everywhere, also between and beyond the
 * pairs it was fitted to; and because its two numbers need dozens of pairs where an isotonic curve needs a thousand
 * (Niculescu-Mizil and Caruana 2005, section 4). Matching and other pairs weigh the same however many there are: the
 * probability is that of a world in which every second pair matches.
 *
 * @param slope how fast the logit rises with the cosine; negative where the scores of matching pairs are the lower ones
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
     * The curve that fits best.
     *
     * @param matching the cosines of pairs that match, at least one
     * @param others the cosines of pairs that do not, at least one
     * @throws IllegalArgumentException if a set is empty, a cosine is NaN or infinite, or all cosines are equal
     */
    public static MatchProbability fit(double[] matching, double[] others) {
        return LogisticFit.of(matching, others).solve(MOST_STEPS, CONVERGED);
    }

    /** The probability for a cosine, in (0, 1). */
    public double of(double cosine) {
        return 1 / (1 + Math.exp(-(slope * cosine + intercept)));
    }

    /** The cosine at which the probability is reached; what {@link #of} undoes. */
    public double cosineAt(double probability) {
        Demands.requireBetween(0, 1, "probability", probability);
        return (logit(probability) - intercept) / slope;
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }
}
