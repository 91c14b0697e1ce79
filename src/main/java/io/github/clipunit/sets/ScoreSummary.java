package io.github.clipunit.sets;

import com.google.gson.JsonObject;
import io.github.clipunit.internal.SumFormat;
import io.github.clipunit.stats.Demands;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collector;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Scores of any number in constant memory: how many, their mean and spread, and how they are distributed. Summaries of parts
 * merge, in any order and grouping, to that of the whole, but for the rounding of double.
 *
 * <p>Mean and squared deviations are updated as Chan, Golub and LeVeque 1979 do ("Updating formulae and a pairwise algorithm
 * for computing sample variances", equation 2.1), without loss where scores lie close together. Quantiles and shares come from
 * counts for each step of 0.0001, of which there are at most 20,001. Where there is no score yet, all figures are NaN. Not for
 * use by several threads at once.
 */
public final class ScoreSummary {

    private static final SumFormat FORMAT = new SumFormat("clipunit.scores", 1);
    private static final int STEPS = 10_000;

    private final NavigableMap<Integer, Long> cells = new TreeMap<>();
    private long count;
    private double mean;
    private double squares;
    private double min = 1;
    private double max = -1;

    /** The summary of no score yet. */
    public ScoreSummary() {}

    /** Collects a stream of scores, in constant memory; a {@code DoubleStream} takes the constructor, add and merge itself. */
    public static Collector<Double, ?, ScoreSummary> collector() {
        return Collector.of(
                ScoreSummary::new, ScoreSummary::add, ScoreSummary::merge, Collector.Characteristics.UNORDERED);
    }

    /**
     * Adds one score.
     *
     * @param score a cosine, in [-1, 1]
     * @throws IllegalArgumentException if it is NaN or lies outside
     */
    public void add(double score) {
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException(
                    "score [" + score + "] must lie between -1 and 1, as cosines do; divide percent scores by 100");
        }
        merge(1, score, 0, score, score);
        cells.merge(cell(score), 1L, Long::sum);
    }

    /**
     * Adds what another has seen.
     *
     * @return this
     */
    public ScoreSummary merge(ScoreSummary other) {
        if (other.count > 0) {
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

    /** How many scores were added. */
    public long count() {
        return count;
    }

    /** The arithmetic mean. */
    public double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /** The standard deviation, with {@code count - 1} in the denominator; NaN where there are fewer than two scores. */
    public double deviation() {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
    }

    /** The lowest score, exactly. */
    public double min() {
        return count == 0 ? Double.NaN : min;
    }

    /** The highest score, exactly. */
    public double max() {
        return count == 0 ? Double.NaN : max;
    }

    /**
     * The interval that holds the true mean with the given confidence, by Student's t distribution with {@code count - 1}
     * degrees of freedom: exact for independent normal scores, close for others.
     *
     * @param confidence between 0 and 1, such as 0.95
     * @return the interval; without ends where there are fewer than two scores
     */
    public MeanInterval interval(double confidence) {
        Demands.requireBetween(0, 1, "confidence", confidence);
        if (count < 2) {
            return new MeanInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half = TDistribution.of(count - 1.0).inverseSurvivalProbability((1 - confidence) / 2)
                * deviation()
                / Math.sqrt((double) count);
        return new MeanInterval(mean - half, mean + half);
    }

    /**
     * The interval in which the true mean lies with some confidence.
     *
     * @param low the lower end
     * @param high the upper end
     */
    public record MeanInterval(double low, double high) {}

    /**
     * The score that so large a share lies below, interpolated between neighbours as numpy's {@code quantile} does by default
     * (definition 7 of Hyndman and Fan 1996).
     *
     * @param p the share, from 0, the lowest score, to 1, the highest
     * @return the quantile, off by 0.00005 at most
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

    /** The score with so many below it, as the middle of its cell, within the extremes. */
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
     * The share of scores below a threshold, in [0, 1].
     *
     * @param threshold a cosine, in [-1, 1]; the share is exact for whole multiples of 0.0001, and for others that of the
     *     nearest one, less than 0.00005 away or as far
     */
    public double shareBelow(double threshold) {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "threshold [" + threshold + "] must lie between -1 and 1, as cosines do");
        }
        long below = cells.headMap((int) Math.round(threshold * STEPS)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return count == 0 ? Double.NaN : (double) below / count;
    }

    /** The largest k with k / 10,000, in double as a literal is, not above the score. */
    private static int cell(double score) {
        int near = (int) Math.round(score * STEPS);
        return score < (double) near / STEPS ? near - 1 : near;
    }

    /**
     * The summary as bytes, big endian: the line {@code clipunit.scores/1}, count (long), mean, sum of squared deviations from
     * it, lowest and highest score (doubles), a cell (int) and its count (long) for each that has scores, and a CRC-32 of all
     * before it. Cell k holds the scores from {@code k / 10,000} to below {@code (k + 1) / 10,000}.
     */
    public byte[] toBytes() {
        int size = Long.BYTES + 4 * Double.BYTES + cells.size() * (Integer.BYTES + Long.BYTES);
        return FORMAT.bytes(size, out -> {
            out.putLong(count).putDouble(mean).putDouble(squares).putDouble(min).putDouble(max);
            cells.forEach((cell, n) -> out.putInt(cell).putLong(n));
        });
    }

    /**
     * The summary that {@link #toBytes} wrote, bit for bit.
     *
     * @throws IllegalArgumentException if it is of another format or version, or damaged
     */
    public static ScoreSummary ofBytes(byte[] bytes) {
        return FORMAT.read(bytes, in -> {
            ScoreSummary summary = new ScoreSummary();
            summary.count = in.getLong();
            summary.restore(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble());
            while (in.hasRemaining()) {
                summary.restore(in.getInt(), (double) in.getLong());
            }
            return summary.requireSound();
        });
    }

    /**
     * The summary as a JSON object of {@code format} ({@code "clipunit.scores/1"}), {@code count}, {@code mean}, {@code
     * squares}, {@code min}, {@code max}, and the lists {@code cells} and {@code counts}, as {@link #toBytes} describes them.
     */
    public String toJson() {
        JsonObject json = FORMAT.json();
        json.addProperty("count", count);
        json.addProperty("mean", mean);
        json.addProperty("squares", squares);
        json.addProperty("min", min);
        json.addProperty("max", max);
        json.add("cells", SumFormat.array(cells.keySet()));
        json.add("counts", SumFormat.array(cells.values()));
        return json.toString();
    }

    /**
     * The summary that {@link #toJson} wrote, bit for bit.
     *
     * @throws IllegalArgumentException if it is not JSON, of another format or version, or damaged; JSON carries no checksum,
     *     so a changed digit is seen only where figures contradict each other
     */
    public static ScoreSummary ofJson(String json) {
        return FORMAT.parse(json, fields -> {
            ScoreSummary summary = new ScoreSummary();
            summary.count = fields.count("count");
            summary.restore(
                    fields.number("mean"), fields.number("squares"), fields.number("min"), fields.number("max"));
            List<Double> found = fields.numbers("cells");
            List<Double> counts = fields.numbers("counts");
            if (found.size() != counts.size()) {
                throw new IllegalArgumentException(
                        "cells [" + found.size() + "] must be as many as counts, but those are " + counts.size());
            }
            for (int i = 0; i < counts.size(); i++) {
                summary.restore(found.get(i), counts.get(i));
            }
            return summary.requireSound();
        });
    }

    private void restore(double itsMean, double itsSquares, double itsMin, double itsMax) {
        mean = itsMean;
        squares = itsSquares;
        min = itsMin;
        max = itsMax;
    }

    private void restore(double cell, double n) {
        boolean isWhole = cell == Math.rint(cell) && n == Math.rint(n);
        if (!isWhole || Math.abs(cell) > STEPS || n < 1 || cells.put((int) cell, (long) n) != null) {
            throw new IllegalArgumentException(
                    "cell [" + cell + "] with the count [" + n + "] must be a whole number from " + -STEPS + " to "
                            + STEPS + ", given once, and its count one from 1 on");
        }
    }

    /** Holds all figures against the cells, which know each score to half a step. */
    private ScoreSummary requireSound() {
        double half = 0.5 / STEPS;
        long n = 0;
        double sum = 0;
        double spread = 0;
        double slack = 1e-9;
        for (Map.Entry<Integer, Long> cell : cells.entrySet()) {
            double middle = (cell.getKey() + 0.5) / STEPS;
            double apart = Math.abs(middle - mean);
            n += cell.getValue();
            sum += middle * cell.getValue();
            spread += apart * apart * cell.getValue();
            slack += half * (2 * apart + half) * cell.getValue();
        }
        boolean isSound = n == count
                && (n == 0
                        ? mean == 0 && squares == 0 && min == 1 && max == -1
                        : Math.abs(sum / n - mean) <= half + 1e-9
                                && Math.abs(spread - squares) <= slack
                                && squares >= 0
                                && cell(min) == cells.firstKey()
                                && cell(max) == cells.lastKey());
        if (!isSound) {
            throw new IllegalArgumentException(
                    "count [" + count + "], mean [" + mean + "], squares [" + squares + "], min [" + min + "] and max ["
                            + max + "] must be those of the scores in the " + cells.size() + " cells");
        }
        return this;
    }
}
