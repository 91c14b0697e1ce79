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
    private static final int MOST = 1_000_000;

    private PicturesNeeded() {}

    /**
     * How many pictures show, with a probability of 90 %, that a generator which is balanced is so.
     *
     * @param uncertain the share of pictures that count for no label
     * @param tolerance how far the share of a label may lie from an equal one
     * @return the number; empty where the uncertain ones could always hide as much
     */
    static OptionalInt forShares(int labels, double uncertain, double tolerance) {
        double equal = 1.0 / labels;
        double own = (1 - uncertain) * equal;
        // of two labels the one has too few just where the other has too many
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

    /** The fewest hits that show a share to be above another; more than there are pictures where none do. */
    private static int fewestAbove(int pictures, double share) {
        return share <= 0 ? 0 : BinomialDistribution.of(pictures, share).inverseSurvivalProbability(ALPHA) + 1;
    }

    /** How many pictures of each label show that a model recognises labels alike whose hits come to the same accuracy. */
    public static OptionalInt forRecognition(double accuracy, double tolerance) {
        return fewest(pictures -> {
            int hits = (int) Math.round(accuracy * pictures);
            double share = (double) hits / pictures;
            Interval limits = ClopperPearson.interval(hits, pictures, TWO_ONE_SIDED);
            return ClopperPearson.mostAbove(share, limits, share, limits) <= tolerance;
        });
    }

    /** Power rises with the number but for steps back of some per cent, so that lower ones are looked through at the end. */
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
