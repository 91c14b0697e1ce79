package io.github.clipunit.stats;

import java.util.OptionalInt;

/**
 * What a test for a drop found.
 *
 * @param drop how far the mean fell; negative where it rose
 * @param error the standard error of the drop
 * @param degrees the degrees of freedom of the t distribution that decided
 * @param pValue how probable so large a drop is where the true one is no more than the tolerance, in [0, 1]
 * @param tolerance the drop that is allowed
 * @param alpha the false positive rate
 */
public record DropVerdict(double drop, double error, double degrees, double pValue, double tolerance, double alpha) {

    private static final int MOST = 10_000;

    static DropVerdict of(Difference difference, double tolerance, double alpha) {
        return new DropVerdict(
                difference.drop(),
                difference.error(),
                difference.degrees(),
                difference.pValue(tolerance),
                tolerance,
                alpha);
    }

    /** Whether the mean fell by more than the tolerance, at the level alpha. */
    public boolean regressed() {
        return pValue <= alpha;
    }

    /**
     * Whether the true drop is shown to be no more than the tolerance, at the level alpha: whether the upper end of {@link
     * #interval()} lies below it. This is a test of non-inferiority, whose margin is the tolerance (Piaggio et al. 2012, JAMA
     * 308, pages 2594 to 2604): generators that fell by the tolerance or more pass with a probability of at most alpha.
     */
    public boolean isWithinTolerance() {
        return difference().isExact()
                ? drop <= tolerance + DropTest.RESOLUTION
                : interval().high() < tolerance;
    }

    /**
     * How often chance alone reports a regression where nothing fell at all, for normal scores of the spread that was seen:
     * less than alpha, which is the rate for a drop of just the tolerance.
     */
    public double falsePositiveRate() {
        return difference().isExact() ? 0 : new TPower(degrees, alpha).at(-tolerance / error);
    }

    /**
     * How many pictures would show that the true drop is within the tolerance, with a probability of 90 % where the true one
     * is what was seen.
     *
     * @param size how many pairs of scores, or how many scores on each side, gave this verdict
     * @return how many pairs, or scores on each side; empty where the drop that was seen is no less than the tolerance, or
     *     more than 10,000 would be needed
     */
    public OptionalInt sizeToSettle(double size) {
        return drop < tolerance
                ? Fewest.from((int) Math.floor(size) + 1, MOST, other -> settles(other, size))
                : OptionalInt.empty();
    }

    private boolean settles(int other, double size) {
        double power = new TPower(degrees / (size - 1) * (other - 1), alpha)
                .at((tolerance - drop) / (error * Math.sqrt(size / other)));
        return power >= DropTest.POWER;
    }

    /** The same evidence at another level. */
    DropVerdict at(double otherAlpha) {
        return new DropVerdict(drop, error, degrees, pValue, tolerance, otherAlpha);
    }

    private Difference difference() {
        return new Difference(drop, error, degrees);
    }

    /**
     * The range that holds the true drop with confidence {@code 1 - 2 * alpha}, 98 % by default. Its lower end lies
     * above the tolerance where the mean has regressed. It has no width where the scores do not vary.
     */
    public Interval interval() {
        return difference().interval(alpha);
    }

    /** The drop from which on the mean has regressed: what the tolerance and, at the level alpha, chance explain. */
    public double criticalDrop() {
        return difference().critical(tolerance, alpha);
    }

    /**
     * The smallest true drop, tolerance included, that samples of these sizes and this spread show with a probability
     * of 90 %.
     */
    public double detectableDrop() {
        return difference().detectable(tolerance, alpha);
    }
}
