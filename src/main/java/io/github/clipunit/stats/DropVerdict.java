package io.github.clipunit.stats;

/**
 * What a test for a drop found.
 *
 * @param drop how far the mean fell; negative where it rose
 * @param error the standard error of the drop
 * @param degrees the degrees of freedom of the t distribution that decided
 * @param pValue how probable so large a drop is where the true one is no more than the tolerance, in [0, 1]
 * @param tolerance the drop that is allowed
 * @param alpha the false-alarm rate
 */
public record DropVerdict(double drop, double error, double degrees, double pValue, double tolerance, double alpha) {

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
     * The range that holds the true drop with confidence {@code 1 - 2 * alpha}, 98 % by default. Its lower end lies
     * above the tolerance where the mean has regressed. It has no width where the scores do not vary.
     */
    public Interval interval() {
        return new Difference(drop, error, degrees).interval(alpha);
    }

    /** The drop from which on the mean has regressed: what the tolerance and, at the level alpha, chance explain. */
    public double criticalDrop() {
        return new Difference(drop, error, degrees).critical(tolerance, alpha);
    }

    /**
     * The smallest true drop, tolerance included, that samples of these sizes and this spread show with a probability
     * of 90 %.
     */
    public double detectableDrop() {
        return new Difference(drop, error, degrees).detectable(tolerance, alpha);
    }
}
