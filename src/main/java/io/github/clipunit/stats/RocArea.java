package io.github.clipunit.stats;

/** The area under the ROC curve of scores that should be high and scores that should be low. */
public final class RocArea {

    private RocArea() {}

    /**
     * Returns the probability that a positive scores above a negative, with ties counted half: the Mann-Whitney
     * statistic divided by the number of pairs (Hanley and McNeil 1982, "The meaning and use of the area under a ROC
     * curve"). 0.5 is chance, 1 is perfect.
     *
     * @param positives the scores that should be high, in ascending order, at least one, none NaN
     * @param negatives the scores that should be low, likewise
     */
    public static double ofSorted(double[] positives, double[] negatives) {
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (double positive : positives) {
            while (below < negatives.length && negatives[below] < positive) {
                below++;
            }
            while (upTo < negatives.length && negatives[upTo] <= positive) {
                upTo++;
            }
            wins += (below + upTo) / 2.0;
        }
        return wins / positives.length / negatives.length;
    }
}
