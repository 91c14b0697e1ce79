package io.github.clipunit.pixels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A pattern that repeats every two or four pixels all over a picture, as decoders with transposed convolutions leave it
 * (Odena, Dumoulin and Olah 2016, "Deconvolution and checkerboard artifacts").
 *
 * <p>The picture less its local mean is folded to 4 x 4 pixels in each of some sixty tiles. What is found in most
 * tiles, the median over them, is the pattern, as far as it stands out of what differs from tile to tile: edges and
 * textures.
 */
final class Checkerboard {

    private static final int PERIOD = 4;
    private static final int TILES_A_SIDE = 8;
    private static final int SMALLEST_TILE = 8;
    /** The standard deviation of normal numbers over their median absolute deviation. */
    private static final double TO_DEVIATION = 1.4826;
    /** The variance of the median of normal numbers over that of their mean. */
    private static final double MEDIAN_VARIANCE = Math.PI / 2;
    /** Standard errors that are put down to chance: small crops of photographs reached 2.4. */
    private static final double CHANCE = 2.5;

    private Checkerboard() {}

    /**
     * The root mean square of the pattern, less what chance explains.
     *
     * @return its strength in levels of lightness, of 255; NaN where there is room for fewer than 16 tiles of 8 x 8
     *     pixels
     */
    static double of(Luma luma) {
        int width = luma.width() - 2 * PERIOD;
        int height = luma.height() - 2 * PERIOD;
        int tile = Math.max(SMALLEST_TILE, Math.min(width, height) / TILES_A_SIDE / SMALLEST_TILE * SMALLEST_TILE);
        if (Math.min(width, height) < 4 * SMALLEST_TILE) {
            return Double.NaN;
        }
        float[] detail = withoutLocalMean(luma);
        List<double[]> patterns = new ArrayList<>();
        for (int top = PERIOD; top + tile <= PERIOD + height; top += tile) {
            for (int left = PERIOD; left + tile <= PERIOD + width; left += tile) {
                patterns.add(folded(detail, luma.width(), left, top, tile));
            }
        }
        return strength(patterns);
    }

    private static double[] folded(float[] detail, int width, int left, int top, int tile) {
        double[] pattern = new double[PERIOD * PERIOD];
        for (int y = top; y < top + tile; y++) {
            for (int x = left; x < left + tile; x++) {
                pattern[y % PERIOD * PERIOD + x % PERIOD] += detail[y * width + x];
            }
        }
        double mean = Arrays.stream(pattern).average().orElseThrow();
        double pixels = (double) tile * tile / pattern.length;
        return Arrays.stream(pattern).map(value -> (value - mean) / pixels).toArray();
    }

    /** What the squared pattern has over the square of what chance explains; 0 where it has nothing over that. */
    private static double strength(List<double[]> patterns) {
        double[] medians = new double[PERIOD * PERIOD];
        double spread = 0;
        for (int i = 0; i < medians.length; i++) {
            int at = i;
            double median = median(patterns.stream().mapToDouble(pattern -> pattern[at]));
            double deviation =
                    TO_DEVIATION * median(patterns.stream().mapToDouble(pattern -> Math.abs(pattern[at] - median)));
            medians[i] = median;
            spread += deviation * deviation / medians.length;
        }
        double mean = Arrays.stream(medians).average().orElseThrow();
        double square = Arrays.stream(medians)
                .map(median -> (median - mean) * (median - mean))
                .average()
                .orElseThrow();
        double chance = CHANCE * CHANCE * MEDIAN_VARIANCE * spread / patterns.size();
        return Math.sqrt(Math.max(0, square - chance));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * The mean is over three pixels and two half ones, each way: it holds nothing that repeats every two or four
     * pixels. Next to the edges the result has no meaning.
     */
    private static float[] withoutLocalMean(Luma luma) {
        int width = luma.width();
        float[] values = luma.values();
        float[] rows = new float[values.length];
        for (int i = 2; i < values.length - 2; i++) {
            rows[i] = mean(values, i, 1);
        }
        float[] detail = new float[values.length];
        for (int i = 2 * width; i < values.length - 2 * width; i++) {
            detail[i] = values[i] - mean(rows, i, width);
        }
        return detail;
    }

    private static float mean(float[] values, int at, int step) {
        float inner = values[at - step] + values[at] + values[at + step];
        return (inner + (values[at - 2 * step] + values[at + 2 * step]) / 2) / PERIOD;
    }
}
