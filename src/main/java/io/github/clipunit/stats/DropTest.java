package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;

/**
 * A one-sided test of whether the mean score fell by more than a tolerance, between the pictures a golden was made of
 * and those of now.
 *
 * <p>It is Student's t test where both samples have the same size; where their sizes differ, the larger p-value of
 * Student's and Welch's counts. It was chosen by measured false positive rates at alpha 0.01, with 20,000 simulated runs
 * each for samples of 4, 8, 16 and 32 normal scores and for skewed ones (gamma and exponential, to either side): this
 * test stays within [0.005, 0.015] in all of them. Welch's alone falls to 0.004 for four skewed scores, so it sees less
 * than it could; a permutation test cannot reject at all with two samples of four, since the most extreme of its 70
 * arrangements has p = 0.014. The claim holds for independent scores that differ, if at all, in their mean. If the
 * spread of equally many scores trebled while their mean stayed, the rate was 0.017 for normal scores and up to 0.06
 * for exponential ones. Samples of different sizes and one spread raise at most as many alarms as asked for, fewer the
 * more their sizes differ: 0.004 for 32 normal scores against 4.
 *
 * <p>Small and degenerate samples:
 *
 * <ul>
 *   <li>A single score on one side is taken to vary as those on the other side do; nothing in it can contradict that.
 *       The false positive rate is kept for normal scores only: skewed ones raised 0.03 (gamma) to 0.05 (exponential)
 *       where the single score lies on the long side.
 *   <li>Two single scores are an error: they say nothing about noise.
 *   <li>Two or three scores a side are tested rightly, but see only very large drops; {@link
 *       DropVerdict#detectableDrop()} says which.
 *   <li>Where the standard error is no more than {@link #RESOLUTION}, the generator is taken to be deterministic: any
 *       drop beyond tolerance and resolution is a regression with p = 0, anything less none with p = 1. If it is random
 *       after all, and its scores were equal by chance, the false positive rate is not kept.
 * </ul>
 *
 * @param tolerance the drop that is allowed, as a difference of cosines, at least 0
 * @param alpha the false positive rate: how often a mean that fell by just the tolerance is reported, between 0 and 0.5
 */
public record DropTest(double tolerance, double alpha) {

    /** The false positive rate where none is asked for: one in a hundred. */
    static final double DEFAULT_ALPHA = 0.01;

    /** The smallest difference of scores that means anything: goldens keep six digits. */
    static final double RESOLUTION = 1e-6;

    /** The probability with which {@link #detectableDrop} is seen. */
    static final double POWER = 0.9;

    public DropTest {
        Demands.requireNotNegative("tolerance", tolerance);
        Demands.requireBetween(0, 0.5, "alpha", alpha);
    }

    /** A test at {@link #DEFAULT_ALPHA}. */
    public DropTest(double tolerance) {
        this(tolerance, DEFAULT_ALPHA);
    }

    /**
     * Tests whether the mean fell.
     *
     * @param golden the scores that were accepted
     * @param current the scores of now
     * @throws IllegalArgumentException if each sample has one score only
     */
    public DropVerdict test(Sample golden, Sample current) {
        if (golden.size() + current.size() < 3) {
            throw new IllegalArgumentException("one score on each side [" + golden.mean() + ", " + current.mean()
                    + "] says nothing about noise: give several pictures, or compare the two scores themselves");
        }
        return DropVerdict.of(deciding(golden, current), tolerance, alpha);
    }

    /**
     * Tests whether scores fell that belong together one by one, such as those of one seed then and now: Student's paired
     * test (Student 1908) over the drops. Where a generator paints the same scene for the same seed, it sees far smaller drops
     * than {@link #test}; where seeds have no say, it sees what that sees, less a few degrees of freedom. Two independent draws
     * of one distribution differ symmetrically, so skewed scores do no harm.
     *
     * @param golden the scores that were accepted, at least two
     * @param current as many scores of now, in the same order
     * @throws IllegalArgumentException if they are not as many, or fewer than two
     */
    public DropVerdict testPaired(double[] golden, double[] current) {
        if (golden.length < 2) {
            throw new IllegalArgumentException(
                    "one pair of scores says nothing about noise: give several pictures, of several seeds");
        }
        return test(PromptSamples.paired("", golden, current));
    }

    /** Tests the scores of one prompt, by pairs where they have counterparts. */
    DropVerdict test(PromptSamples prompt) {
        return prompt.drops() == null
                ? test(prompt.golden(), prompt.current())
                : DropVerdict.of(Difference.paired(prompt.drops()), tolerance, alpha);
    }

    private Difference deciding(Sample golden, Sample current) {
        Difference student = Difference.student(golden, current);
        if (hasOneSpread(golden.size(), current.size()) || student.isExact()) {
            return student;
        }
        Difference welch = Difference.welch(golden, current);
        return welch.pValue(tolerance) > student.pValue(tolerance) ? welch : student;
    }

    /** Equal sizes forgive unequal spreads, and one score has none. */
    private static boolean hasOneSpread(int golden, int current) {
        return golden == current || golden == 1 || current == 1;
    }

    /**
     * The smallest true drop that this test reports with a probability of 90 %, {@code tolerance + delta * error},
     * where delta is the noncentrality at which the noncentral t distribution has that power.
     *
     * @param golden how many scores the golden has
     * @param current how many scores it will be compared with
     * @param deviation the standard deviation of scores; NaN where it is unknown
     * @return the drop, tolerance included; positive infinity where nothing can be seen: two single scores, or an
     *     unknown spread
     */
    public double detectableDrop(int golden, int current, double deviation) {
        if (golden + current < 3 || Double.isNaN(deviation)) {
            return Double.POSITIVE_INFINITY;
        }
        return plan(golden, current, deviation).detectable(tolerance, alpha);
    }

    /**
     * The probability that this test reports a true drop.
     *
     * @param golden how many scores the golden has
     * @param current how many scores it is compared with, at least 3 together
     * @param deviation the standard deviation of scores, above 0
     * @param drop the true drop of the mean
     * @return the probability, exact for normal scores and equal sizes, within 0.03 of the truth for sizes that differ
     */
    double power(int golden, int current, double deviation, double drop) {
        Demands.requireAtLeast(3, "number of scores in both samples", golden + current);
        Demands.requireBetween(0, Double.POSITIVE_INFINITY, "standard deviation", deviation);
        Difference plan = plan(golden, current, deviation);
        return new TPower(plan.degrees(), alpha).at((drop - tolerance) / plan.error());
    }

    private static Difference plan(int golden, int current, double deviation) {
        Sample first = sample(golden, deviation);
        Sample second = sample(current, deviation);
        return hasOneSpread(golden, current) ? Difference.student(first, second) : Difference.welch(first, second);
    }

    private static Sample sample(int size, double deviation) {
        return new Sample(size, 0, size == 1 ? Double.NaN : deviation);
    }
}
