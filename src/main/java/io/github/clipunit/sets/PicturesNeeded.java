package io.github.clipunit.sets;

import io.github.clipunit.stats.ClopperPearson;
import io.github.clipunit.stats.Interval;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The number of pictures that an equivalence test needs: two one-sided tests (TOST, Schuirmann 1987) prove that a value
 * lies within a band only with enough pictures.
 *
 * @hidden
 */
public final class PicturesNeeded {

    /** The confidence of intervals whose ends each miss in at most 5 % of cases. */
    public static final double TWO_ONE_SIDED = 0.9;

    private static final double ALPHA = (1 - TWO_ONE_SIDED) / 2;
    private static final double POWER = 0.9;
    private static final int MOST = 1_000_000;

    private PicturesNeeded() {}

    /**
     * Returns how many pictures prove, with a probability of 90 %, that a balanced generator is balanced.
     *
     * @param uncertain the share of pictures that count for no label
     * @param tolerance how far the share of a label may deviate from an equal one
     * @return the number; empty if the uncertain pictures could always hide a larger deviation
     */
    static OptionalInt forShares(int labels, double uncertain, double tolerance) {
        double equal = 1.0 / labels;
        double own = (1 - uncertain) * equal;
        // with two labels, one has too few exactly if the other has too many
        int distinct = labels == 2 ? 1 : labels;
        return fewest(pictures -> {
            int low = fewestAbove(pictures, equal - tolerance);
            int high = pictures - fewestAbove(pictures, 1 - equal - tolerance);
            double tooFew =
                    low == 0 ? 0 : BinomialDistribution.of(pictures, own).cumulativeProbability(low - 1);
            double tooMany = BinomialDistribution.of(pictures, own + uncertain).survivalProbability(high);
            return distinct * (tooFew + tooMany) <= 1 - POWER;
        });
    }

    /** Returns the fewest hits that show a share to be above another; more than the number of pictures if none do. */
    private static int fewestAbove(int pictures, double share) {
        return share <= 0 ? 0 : BinomialDistribution.of(pictures, share).inverseSurvivalProbability(ALPHA) + 1;
    }

    /**
     * Returns how many pictures of each label prove that a model recognises labels equally well, if their accuracies
     * are equal.
     */
    public static OptionalInt forRecognition(double accuracy, double tolerance) {
        return fewest(pictures -> {
            int hits = (int) Math.round(accuracy * pictures);
            double share = (double) hits / pictures;
            Interval limits = ClopperPearson.interval(hits, pictures, TWO_ONE_SIDED);
            return ClopperPearson.mostAbove(share, limits, share, limits) <= tolerance;
        });
    }

    /**
     * Finds the fewest pictures. Power rises with their number except for drops of a few per cent, so the last tenth is
     * searched one by one.
     */
    private static OptionalInt fewest(IntPredicate isEnough) {
        int high = 1;
        while (!isEnough.test(high)) {
            if (high == MOST) {
                return OptionalInt.empty();
            }
            high = Math.min(2 * high, MOST);
        }
        for (int low = high / 2; high - low > 1; ) {
            int middle = (low + high) / 2;
            boolean isBelow = isEnough.test(middle);
            high = isBelow ? middle : high;
            low = isBelow ? low : middle;
        }
        return IntStream.rangeClosed(high - high / 10, high).filter(isEnough).findFirst();
    }
}
