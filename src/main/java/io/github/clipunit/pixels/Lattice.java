package io.github.clipunit.pixels;

import java.util.Arrays;

/**
 * A pattern that repeats every few pixels all over a picture, as decoders leave it: every two or four pixels from
 * transposed convolutions (Odena, Dumoulin and Olah 2016, "Deconvolution and checkerboard artifacts"), every eight from
 * decoders that compute 8 x 8 pixels from one latent.
 *
 * <p>The picture minus its local mean is folded to one period in each of about sixty tiles. Folding takes the median of
 * pixels at the same place of the period, which lines and letters do not affect. The median over the tiles is the
 * pattern, to the extent that it exceeds the variation between tiles. JPEG's blocks do not show, because they make a
 * pixel lighter as often as darker.
 */
final class Lattice {

    private static final int TILES_A_SIDE = 8;
    /** The number of periods per tile, such that one line across a tile is a minority of the pixels folded together. */
    private static final int PERIODS_A_TILE = 3;

    private static final int FEWEST_TILES_A_SIDE = 4;
    /** The standard deviation of normal numbers divided by their median absolute deviation. */
    private static final double TO_DEVIATION = 1.4826;
    /** The variance of the median of normal numbers divided by that of their mean. */
    private static final double MEDIAN_VARIANCE = Math.PI / 2;
    /** The number of standard errors attributed to chance; small crops of photographs reached 2.4. */
    private static final double CHANCE = 2.5;

    private final Luma luma;
    private final int period;

    private Lattice(Luma luma, int period) {
        this.luma = luma;
        this.period = period;
    }

    /**
     * Returns the root mean square of the pattern, minus the part that chance explains. For a period of eight pixels,
     * this is the part that does not repeat every four.
     *
     * @param period 4, which includes 2, or 8
     * @return its strength in levels of lightness, of 255; NaN if there is room for fewer than 16 tiles of three
     *     periods a side
     */
    static double of(Luma luma, int period) {
        if (Math.min(luma.width(), luma.height()) < (2 + FEWEST_TILES_A_SIDE * PERIODS_A_TILE) * period) {
            return Double.NaN;
        }
        return new Lattice(luma, period).strength();
    }

    /** Returns the excess of the squared pattern over the square that chance explains, at least 0. */
    private double strength() {
        double[][] tiles = tiles(withoutLocalMean());
        double square = 0;
        double spread = 0;
        for (int i = 0; i < period * period; i++) {
            int at = i;
            double[] phase = Arrays.stream(tiles).mapToDouble(tile -> tile[at]).toArray();
            double median = median(phase);
            double deviation = TO_DEVIATION
                    * median(Arrays.stream(phase).map(v -> Math.abs(v - median)).toArray());
            square += median * median / (period * period);
            spread += deviation * deviation / (period * period);
        }
        double chance = CHANCE * CHANCE * MEDIAN_VARIANCE * spread / tiles.length;
        return Math.sqrt(Math.max(0, square - chance));
    }

    private double[][] tiles(float[] detail) {
        int width = luma.width() - 2 * period;
        int height = luma.height() - 2 * period;
        int tile = period * Math.max(PERIODS_A_TILE, Math.min(width, height) / TILES_A_SIDE / period);
        double[][] tiles = new double[(height / tile) * (width / tile)][];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = folded(detail, period + i % (width / tile) * tile, period + i / (width / tile) * tile, tile);
        }
        return tiles;
    }

    private double[] folded(float[] detail, int left, int top, int tile) {
        int each = tile / period;
        double[] pattern = new double[period * period];
        double[] together = new double[each * each];
        for (int phase = 0; phase < pattern.length; phase++) {
            int first = (top + phase / period) * luma.width() + left + phase % period;
            for (int i = 0; i < together.length; i++) {
                together[i] = detail[first + period * (i / each * luma.width() + i % each)];
            }
            pattern[phase] = median(together);
        }
        return less(pattern);
    }

    /** Returns the pattern without its mean, and for eight pixels without the part that repeats every four. */
    private double[] less(double[] pattern) {
        int within = period == 8 ? 4 : 1;
        double[] mean = new double[within * within];
        for (int i = 0; i < pattern.length; i++) {
            mean[i / period % within * within + i % within] += pattern[i] * mean.length / pattern.length;
        }
        double[] rest = new double[pattern.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = pattern[i] - mean[i / period % within * within + i % within];
        }
        return rest;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * Returns the picture minus its local mean. The mean is over all pixels of a period except one, and two half ones,
     * in each direction, so that it contains nothing that repeats with the period. Values next to the edges are
     * meaningless.
     */
    private float[] withoutLocalMean() {
        int width = luma.width();
        int half = period / 2;
        float[] values = luma.values();
        float[] rows = new float[values.length];
        for (int i = half; i < values.length - half; i++) {
            rows[i] = mean(values, i, 1);
        }
        float[] detail = new float[values.length];
        for (int i = half * width; i < values.length - half * width; i++) {
            detail[i] = values[i] - mean(rows, i, width);
        }
        return detail;
    }

    private float mean(float[] values, int at, int step) {
        int half = period / 2;
        float sum = (values[at - half * step] + values[at + half * step]) / 2;
        for (int i = 1 - half; i < half; i++) {
            sum += values[at + i * step];
        }
        return sum / period;
    }
}
