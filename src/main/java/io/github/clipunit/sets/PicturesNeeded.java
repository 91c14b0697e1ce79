package io.github.clipunit.sets;

import io.github.clipunit.stats.ClopperPearson;
import io.github.clipunit.stats.Interval;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How many pictures an equivalence test takes: two one-sided tests (TOST, Schuirmann 1987) show that something lies within a
 * band only where enough was counted.
 *
 * @hidden
 */
public final class PicturesNeeded {

    /** The confidence of intervals whose ends each miss in 5 % at most. */
    public static final double TWO_ONE_SIDED = 0.9;

    private static final double ALPHA = (1 - TWO_ONE_SIDED) / 2;
    private static final double POWER = 0.9;
    private static final int MOST_FOR_SHARES = 1_000_000;
    private static final int MOST_FOR_RECOGNITION = 2000;

    private PicturesNeeded() {}

    /**
     * How many pictures show, with a probability of 90 %, that a generator which is balanced is so.
     *
     * @param labels how many labels there are
     * @param uncertain the share of pictures that count for none of them
     * @param tolerance how far the share of a label may lie from an equal one
     * @return the number; empty where the uncertain ones could always hide as much
     */
    static OptionalInt forShares(int labels, double uncertain, double tolerance) {
        double equal = 1.0 / labels;
        double own = (1 - uncertain) * equal;
        // of two labels the one has too few just where the other has too many
        int distinct = labels == 2 ? 1 : labels;
        return fewest(MOST_FOR_SHARES, pictures -> {
            int low = fewestAbove(pictures, equal - tolerance);
            int high = pictures - fewestAbove(pictures, 1 - equal - tolerance);
            double tooFew =
                    low == 0 ? 0 : BinomialDistribution.of(pictures, own).cumulativeProbability(low - 1);
            double tooMany = BinomialDistribution.of(pictures, own + uncertain).survivalProbability(high);
            return distinct * (tooFew + tooMany) <= 1 - POWER;
        });
    }

    /** The fewest hits that show a share to be above another; more than there are pictures where none do. */
    private static int fewestAbove(int pictures, double share) {
        return share <= 0 ? 0 : BinomialDistribution.of(pictures, share).inverseSurvivalProbability(ALPHA) + 1;
    }

    /**
     * How many pictures of each label show, with a probability of 90 %, that a model which recognises all labels equally often
     * does so.
     *
     * @param labels how many labels there are
     * @param accuracy how often it recognises each
     * @param tolerance how far two accuracies may lie apart
     * @return the number, empty where it is more than 2000
     */
    public static OptionalInt forRecognition(int labels, double accuracy, double tolerance) {
        int pairs = labels * (labels - 1) / 2;
        return fewest(
                MOST_FOR_RECOGNITION, pictures -> pairs * (1 - alike(pictures, accuracy, tolerance)) <= 1 - POWER);
    }

    /** The probability that two labels are shown to be alike. */
    private static double alike(int pictures, double accuracy, double tolerance) {
        BinomialDistribution hits = BinomialDistribution.of(pictures, accuracy);
        int[] likely = IntStream.rangeClosed(0, pictures)
                .filter(count -> hits.probability(count) > 1e-7)
                .toArray();
        Interval[] limits = IntStream.of(likely)
                .mapToObj(count -> ClopperPearson.interval(count, pictures, TWO_ONE_SIDED))
                .toArray(Interval[]::new);
        double alike = 0;
        for (int i = 0; i < likely.length; i++) {
            for (int j = 0; j < likely.length; j++) {
                double one = (double) likely[i] / pictures;
                double other = (double) likely[j] / pictures;
                double apart = Math.max(
                        ClopperPearson.mostAbove(one, limits[i], other, limits[j]),
                        ClopperPearson.mostAbove(other, limits[j], one, limits[i]));
                alike += apart <= tolerance ? hits.probability(likely[i]) * hits.probability(likely[j]) : 0;
            }
        }
        return alike;
    }

    /** Power rises with the number but for steps back of some per cent, so that lower ones are looked through at the end. */
    private static OptionalInt fewest(int most, IntPredicate isEnough) {
        int high = 1;
        while (!isEnough.test(high)) {
            if (high == most) {
                return OptionalInt.empty();
            }
            high = Math.min(2 * high, most);
        }
        int low = high / 2;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (isEnough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return IntStream.rangeClosed(high - high / 10, high).filter(isEnough).findFirst();
    }
}
