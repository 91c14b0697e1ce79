package io.github.clipunit.stats;

import java.util.OptionalInt;

/**
 * The result of a test for a drop.
 *
 * @param drop how far the mean fell; negative if it rose
 * @param error the standard error of the drop
 * @param degrees the degrees of freedom of the t distribution used
 * @param pValue the probability of so large a drop if the true drop is no more than the tolerance, in [0, 1]
 * @param tolerance the permitted drop
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

    /** Returns whether the mean fell by more than the tolerance, at the level alpha. */
    public boolean regressed() {
        return pValue <= alpha;
    }

    /**
     * Returns whether the true drop is proven to be no more than the tolerance, at the level alpha: the upper end of
     * {@link #interval()} must lie below it. This is a test of non-inferiority with the tolerance as margin (Piaggio et
     * al. 2012, JAMA 308, pages 2594 to 2604): generators that fell by the tolerance or more pass with a probability of
     * at most alpha.
     */
    public boolean isWithinTolerance() {
        return difference().isExact()
                ? drop <= tolerance + DropTest.RESOLUTION
                : interval().high() < tolerance;
    }

    /**
     * Returns how often chance alone reports a regression if nothing fell, for normal scores with the observed spread.
     * It is less than alpha, which is the rate for a drop of exactly the tolerance.
     */
    public double falsePositiveRate() {
        return difference().isExact() ? 0 : new TPower(degrees, alpha).at(-tolerance / error);
    }

    /**
     * Returns how many pictures would prove that the true drop is within the tolerance, with a probability of 90 % if
     * the true drop is as observed.
     *
     * @param size the number of pairs of scores, or of scores on each side, behind this verdict
     * @return the number of pairs, or of scores on each side; empty if the observed drop is not below the tolerance, or
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

    /** Returns the same evidence at another level. */
    DropVerdict at(double otherAlpha) {
        return new DropVerdict(drop, error, degrees, pValue, tolerance, otherAlpha);
    }

    private Difference difference() {
        return new Difference(drop, error, degrees);
    }

    /**
     * Returns the interval that contains the true drop with confidence {@code 1 - 2 * alpha}, 98 % by default. Its
     * lower end lies above the tolerance if the mean has regressed. It has no width if the scores do not vary.
     */
    public Interval interval() {
        return difference().interval(alpha);
    }

    /**
     * Returns the drop from which on the mean has regressed: the tolerance plus the drop that chance explains at the
     * level alpha.
     */
    public double criticalDrop() {
        return difference().critical(tolerance, alpha);
    }

    /**
     * Returns the smallest true drop, including the tolerance, that samples of these sizes and this spread show with a
     * probability of 90 %.
     */
    public double detectableDrop() {
        return difference().detectable(tolerance, alpha);
    }
}
