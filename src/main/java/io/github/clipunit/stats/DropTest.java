package io.github.clipunit.stats;

import io.github.clipunit.internal.Demands;

/**
 * A one-sided test of whether the mean score fell by more than a tolerance, from the pictures of a golden to new ones.
 *
 * <p>If both samples have the same size, it is Student's t test; otherwise the larger p-value of Student's and Welch's
 * test counts. It was chosen by its false positive rates at alpha 0.01, measured in 20,000 simulated runs each for
 * samples of 4, 8, 16 and 32 normal scores and for skewed ones (gamma and exponential, to either side): it stays within
 * [0.005, 0.015] in all of them. Welch's test alone falls to 0.004 for four skewed scores, so it has less power than it
 * could. A permutation test cannot reject at all with two samples of four, because the most extreme of its 70
 * arrangements has p = 0.014. The rates hold for independent scores that differ, if at all, in their mean. If the
 * spread of equally many scores trebled while their mean stayed the same, the rate was 0.017 for normal scores and up
 * to 0.06 for exponential ones. Samples of different sizes and equal spread fail no more often than alpha, and less
 * often the more their sizes differ: 0.004 for 32 normal scores against 4.
 *
 * <p>Small and degenerate samples:
 * <ul>
 * <li>A single score on one side is assumed to vary like those on the other side; nothing in it can contradict that.
 * Only normal scores keep the false positive rate: skewed ones had 0.03 (gamma) to 0.05 (exponential) if the single
 * score lies on the side of the long tail.
 * <li>Two single scores are an error, because they contain no information about noise.
 * <li>Two or three scores on each side are tested correctly but show only very large drops;
 * {@link DropVerdict#detectableDrop()} says which.
 * <li>If the standard error is at most {@link #RESOLUTION}, the generator counts as deterministic: any drop beyond
 * tolerance and resolution is a regression with p = 0, and a smaller drop is none with p = 1. If the generator is
 * random after all, and its scores were equal by chance, the false positive rate does not hold.
 * </ul>
 *
 * @param tolerance the permitted drop, as a difference of cosines, at least 0
 * @param alpha the false positive rate: how often a mean that fell by exactly the tolerance is reported, between 0 and
 *     0.5
 */
public record DropTest(double tolerance, double alpha) {

    /** The default false positive rate: one in a hundred. */
    static final double DEFAULT_ALPHA = 0.01;

    /** The smallest meaningful difference of scores: goldens keep six digits. */
    static final double RESOLUTION = 1e-6;

    /** The probability of detecting the {@link #detectableDrop}. */
    static final double POWER = 0.9;

    public DropTest {
        Demands.requireNotNegative("tolerance", tolerance);
        Demands.requireBetween(0, 0.5, "alpha", alpha);
    }

    /** Creates a test at {@link #DEFAULT_ALPHA}. */
    public DropTest(double tolerance) {
        this(tolerance, DEFAULT_ALPHA);
    }

    /**
     * Tests whether the mean fell.
     *
     * @param golden the accepted scores
     * @param current the new scores
     * @throws IllegalArgumentException if each sample has only one score
     */
    public DropVerdict test(Sample golden, Sample current) {
        if (golden.size() + current.size() < 3) {
            throw new IllegalArgumentException("one score on each side [" + golden.mean() + ", " + current.mean()
                    + "] says nothing about noise: give several pictures, or compare the two scores themselves");
        }
        return DropVerdict.of(deciding(golden, current), tolerance, alpha);
    }

    /**
     * Tests whether paired scores fell, such as the old and the new score of each seed, by Student's paired test
     * (Student 1908) on the drops. If a generator paints the same scene for the same seed, it detects far smaller drops
     * than {@link #test}. If the seed does not determine the scene, it detects the same drops as {@link #test}, less a
     * few degrees of freedom. The differences of two independent draws from one distribution are symmetric, so skewed
     * scores do no harm.
     *
     * @param golden the accepted scores, at least two
     * @param current as many new scores, in the same order
     * @throws IllegalArgumentException if the numbers differ, or there are fewer than two
     */
    public DropVerdict testPaired(double[] golden, double[] current) {
        if (golden.length < 2) {
            throw new IllegalArgumentException(
                    "one pair of scores says nothing about noise: give several pictures, of several seeds");
        }
        return test(PromptSamples.paired("", golden, current));
    }

    /** Tests the scores of one prompt, in pairs if they are paired. */
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

    /** Returns whether to assume one spread: equal sizes tolerate unequal spreads, and a single score has none. */
    private static boolean hasOneSpread(int golden, int current) {
        return golden == current || golden == 1 || current == 1;
    }

    /**
     * Returns the smallest true drop that this test reports with a probability of 90 %:
     * {@code tolerance + delta * error}, where delta is the noncentrality at which the noncentral t distribution has
     * that power.
     *
     * @param golden the number of scores in the golden
     * @param current the number of scores it will be compared with
     * @param deviation the standard deviation of scores; NaN if it is unknown
     * @return the drop, including the tolerance; positive infinity if no drop can be detected: with two single scores,
     *     or an unknown spread
     */
    public double detectableDrop(int golden, int current, double deviation) {
        if (golden + current < 3 || Double.isNaN(deviation)) {
            return Double.POSITIVE_INFINITY;
        }
        return plan(golden, current, deviation).detectable(tolerance, alpha);
    }

    /**
     * Returns the probability that this test reports a true drop.
     *
     * @param golden the number of scores in the golden
     * @param current the number of scores it is compared with; at least 3 together
     * @param deviation the standard deviation of scores, above 0
     * @param drop the true drop of the mean
     * @return the probability; exact for normal scores and equal sizes, within 0.03 of the truth for different sizes
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
