package io.github.clipunit.calibration;

import io.github.clipunit.stats.Sample;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The meaning of a model's cosines: their distribution for matching pairs of picture and prompt and for others, and the
 * thresholds that follow. It applies only to the model and the kind of pictures it was made with.
 *
 * @param matching the cosines of pairs that match
 * @param others the cosines of pairs that do not match
 * @param rocArea the probability that a matching pair scores above another, with ties counted half
 * @param cutoffs thresholds at chosen false positive rates
 * @param probability the probability of a match by its cosine
 * @hidden
 */
public record Calibration(
        Sample matching, Sample others, double rocArea, List<Cutoff> cutoffs, MatchProbability probability) {

    /** The default false positive rates, used if there are enough pairs for them. */
    private static final double[] RATES = {0.001, 0.01, 0.05, 0.1};

    public Calibration {
        cutoffs = List.copyOf(cutoffs);
    }

    /**
     * Calibrates with pairs that are known to match or not.
     *
     * @param matching the cosines of pairs that match, at least one
     * @param others the cosines of pairs that do not match, at least one
     * @param rates the false positive rates of the cut-offs; the default is 0.001, 0.01, 0.05 and 0.1, as far as there
     *     are enough pairs
     * @throws IllegalArgumentException if a set is empty, a cosine is NaN or infinite, all cosines are equal, or there
     *     are too few pairs for a rate
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
