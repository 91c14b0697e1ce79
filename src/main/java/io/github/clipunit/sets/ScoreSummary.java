package io.github.clipunit.sets;

import com.google.gson.JsonObject;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.SumFormat;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Sample;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collector;

/**
 * The summary of any number of scores in constant memory: their number, mean, spread and distribution. Summaries of
 * parts merge, in any order and grouping, to that of the whole, except for the rounding of double.
 *
 * <p>Mean and squared deviations merge as in Chan, Golub and LeVeque 1979 ("Updating formulae and a pairwise algorithm
 * for computing sample variances", equation 2.1). Quantiles and shares come from counts per 0.0001, at most 20,001 of
 * them. Without scores, all figures are NaN. Not for use by several threads at once.
 */
public final class ScoreSummary {

    private static final SumFormat FORMAT = new SumFormat(
            "clipunit.scores/1",
            List.of(),
            List.of("count", "mean", "squares", "min", "max"),
            List.of("cells", "counts"));
    private static final int STEPS = 10_000;

    private final NavigableMap<Integer, Long> cells = new TreeMap<>();
    private long count;
    private double mean;
    private double squares;
    private double min = 1;
    private double max = -1;

    /** Creates a summary without scores. */
    public ScoreSummary() {}

    /**
     * Collects a stream of scores, in constant memory. For a {@code DoubleStream}, use the constructor, add and merge
     * directly.
     */
    public static Collector<Double, ?, ScoreSummary> collector() {
        return Collector.of(
                ScoreSummary::new, ScoreSummary::add, ScoreSummary::merge, Collector.Characteristics.UNORDERED);
    }

    /**
     * Adds one score.
     *
     * @param score a cosine, in [-1, 1]
     * @throws IllegalArgumentException if the score is NaN or outside that range
     */
    public void add(double score) {
        Demands.requireCosine("score", score);
        merge(1, score, 0, score, score);
        cells.merge(cell(score), 1L, Long::sum);
    }

    /**
     * Adds the summary of another part.
     *
     * @return this
     */
    public ScoreSummary merge(ScoreSummary other) {
        if (Demands.require("other", other).count > 0) {
            merge(other.count, other.mean, other.squares, other.min, other.max);
            other.cells.forEach((cell, n) -> cells.merge(cell, n, Long::sum));
        }
        return this;
    }

    private void merge(long n, double itsMean, double itsSquares, double itsMin, double itsMax) {
        long all = Math.addExact(count, n);
        double apart = itsMean - mean;
        mean += apart * n / all;
        squares += itsSquares + apart * apart * n * count / all;
        min = Math.min(min, itsMin);
        max = Math.max(max, itsMax);
        count = all;
    }

    /** Returns the number of scores added. */
    public long count() {
        return count;
    }

    /** Returns the arithmetic mean. */
    public double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** Returns the standard deviation, with {@code count - 1} in the denominator; NaN for fewer than two scores. */
    public double deviation() {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
    }

    /** Returns the lowest score, exactly. */
    public double min() {
        return count == 0 ? Double.NaN : min;
    }

    /** Returns the highest score, exactly. */
    public double max() {
        return count == 0 ? Double.NaN : max;
    }

    /**
     * Returns the interval that contains the true mean with the given confidence, by Student's t distribution: exact
     * for independent normal scores, close for others.
     *
     * @param confidence between 0 and 1, such as 0.95
     * @return the interval, {@code low()} and {@code high()}; without ends for fewer than two scores. For more than
     *     2^31 - 1 scores, it is the interval of that many
     */
    public Interval interval(double confidence) {
        int size = (int) Math.max(1, Math.min(count, Integer.MAX_VALUE));
        return new Sample(size, mean, deviation()).interval(confidence);
    }

    /**
     * Returns the score that a given share of scores lies below, interpolated between neighbours like the default of
     * numpy's {@code quantile} (definition 7 of Hyndman and Fan 1996).
     *
     * @param p the share, from 0, the lowest score, to 1, the highest
     * @return the quantile, with an error of at most 0.00005
     */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("share [" + p + "] must lie between 0 and 1");
        }
        double place = p * (count - 1);
        long below = (long) place;
        double low = ranked(below);
        return count == 0 ? Double.NaN : low + (place - below) * (ranked(Math.min(below + 1, count - 1)) - low);
    }

    /** Returns the score with the given number of scores below it: the middle of its cell, limited by the extremes. */
    private double ranked(long rank) {
        long left = rank > 0 && rank < count - 1 ? rank : count;
        for (Map.Entry<Integer, Long> cell : cells.entrySet()) {
            left -= cell.getValue();
            if (left < 0) {
                return Math.max(min, Math.min(max, (cell.getKey() + 0.5) / STEPS));
            }
        }
        return rank <= 0 ? min : max;
    }

    /**
     * Returns the share of scores below a threshold, in [0, 1].
     *
     * @param threshold in [-1, 1]; rounded to the nearest multiple of 0.0001, for which the share is exact
     */
    public double shareBelow(double threshold) {
        Demands.requireCosine("threshold", threshold);
        long below = cells.headMap((int) Math.round(threshold * STEPS)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return count == 0 ? Double.NaN : (double) below / count;
    }

    /** Returns the largest k for which k / 10,000, in double as a literal is, does not exceed the score. */
    private static int cell(double score) {
        int near = (int) Math.round(score * STEPS);
        return score < (double) near / STEPS ? near - 1 : near;
    }

    /** Returns the summary as bytes, big endian, in the format described in docs/statistics.md. */
    public byte[] toBytes() {
        return FORMAT.bytes(fields());
    }

    /**
     * Reads a summary that {@link #toBytes} wrote, bit for bit. Other or damaged bytes cause an
     * IllegalArgumentException.
     */
    public static ScoreSummary ofBytes(byte[] bytes) {
        return FORMAT.read(Demands.require("bytes", bytes), ScoreSummary::restored);
    }

    /** Returns the summary as JSON with its own checksum. */
    public String toJson() {
        return FORMAT.json(fields());
    }

    /**
     * Reads a summary that {@link #toJson} wrote, bit for bit. Other or damaged text causes an
     * IllegalArgumentException.
     */
    public static ScoreSummary ofJson(String json) {
        return FORMAT.parse(Demands.require("json", json), ScoreSummary::restored);
    }

    private JsonObject fields() {
        return FORMAT.fields(count, mean, squares, min, max, cells.keySet(), cells.values());
    }

    private static ScoreSummary restored(JsonFields fields) {
        ScoreSummary summary = new ScoreSummary();
        summary.count = (long) fields.number("count", 0, Long.MAX_VALUE);
        summary.mean = fields.number("mean");
        summary.squares = fields.number("squares", 0, Double.MAX_VALUE);
        summary.min = fields.number("min", -1, 1);
        summary.max = fields.number("max", -1, 1);
        Iterator<Double> counts = fields.numbers("counts").iterator();
        for (double cell : fields.numbers("cells")) {
            summary.cells.put((int) cell, counts.hasNext() ? counts.next().longValue() : 0L);
        }
        return summary;
    }
}
