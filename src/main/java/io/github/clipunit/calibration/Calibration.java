package io.github.clipunit.calibration;

import io.github.clipunit.stats.Sample;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What a model's cosines mean: how they are distributed for pairs of picture and prompt that match and for pairs that
 * do not, and what follows for thresholds. It holds for the model and the kind of pictures it was made with, and for no
 * other.
 *
 * @param matching the cosines of pairs that match
 * @param others the cosines of pairs that do not
 * @param rocArea the probability that a matching pair scores above another, ties counting half
 * @param cutoffs thresholds at chosen false positive rates
 * @param probability the probability of a match by its cosine
 * @hidden
 */
public record Calibration(
        Sample matching, Sample others, double rocArea, List<Cutoff> cutoffs, MatchProbability probability) {

    /** The false positive rates that thresholds are given for, as far as there are pairs enough to know them. */
    private static final double[] RATES = {0.001, 0.01, 0.05, 0.1};

    public Calibration {
        cutoffs = List.copyOf(cutoffs);
    }

    /**
     * The calibration by pairs of which it is known whether they match.
     *
     * @param matching the cosines of pairs that match, at least one
     * @param others the cosines of pairs that do not, at least one
     * @param rates the false positive rates to give cut-offs for; without any 0.001, 0.01, 0.05 and 0.1 as far as there are pairs
     *     enough
     * @throws IllegalArgumentException if a set is empty, a cosine is NaN or infinite, all cosines are equal, or there are too
     *     few pairs for a rate
     */
    public static Calibration of(double[] matching, double[] others, double... rates) {
        RocCurve curve = new RocCurve(matching, others);
        DoubleStream chosen = rates.length > 0
                ? DoubleStream.of(rates)
                : DoubleStream.of(RATES).filter(rate -> others.length >= Cutoff.fewest(rate));
        return new Calibration(
                Sample.of(matching),
                Sample.of(others),
                curve.area(),
                chosen.mapToObj(curve::cutoff).toList(),
                MatchProbability.fit(matching, others));
    }
}
