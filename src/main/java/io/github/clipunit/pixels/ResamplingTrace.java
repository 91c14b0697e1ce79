package io.github.clipunit.pixels;

import java.util.Arrays;

/**
 * The trace of interpolation. Pixels computed from their neighbours are smoother than copied ones, so derivatives vary
 * with the period of the scaling (Gallagher 2005, "Detection of linear and cubic interpolation in JPEG compressed
 * images"; Mahdian and Saic 2008, "Blind authentication using periodic properties of interpolation").
 *
 * <p>The logarithm of the absolute derivative is averaged along each column and each row, compared with its mean over
 * 16 neighbours, and transformed. The second derivative shows most factors. The third, centred between two pixels,
 * shows factors of two, whose new pixels are symmetric around the old ones. A trace is at one frequency in both
 * directions, far above its neighbours. JPEG's blocks leave traces too, at multiples of 1/8 and, with 4:2:0, of 1/16.
 */
final class ResamplingTrace {

    private static final int SMALLEST = 64;
    private static final int NEIGHBOURS = 16;
    /** The lowest frequency; lower ones belong to objects. */
    private static final double LOWEST = 0.2;
    /** The least ratio of a trace to the median of all frequencies. */
    private static final double ABOVE_FLOOR = 7;
    /** The least ratio of the trace at 1/4 and 1/2 to those at 1/8 and 3/8, which come from JPEG's blocks only. */
    private static final double ABOVE_BLOCKS = 4;

    private final int size;
    private final int lowest;
    /** The half-width of a peak under the Hann window, and that of a strong one. */
    private final int reach;

    private final int skirt;

    private ResamplingTrace(Luma luma) {
        size = 2 * Integer.highestOneBit(2 * Math.max(luma.width(), luma.height()) - 1);
        lowest = (int) Math.ceil(LOWEST * size);
        skirt = (int) Math.ceil(4.0 * size / Math.min(luma.width(), luma.height()));
        reach = (int) Math.ceil(2.5 * size / Math.min(luma.width(), luma.height()));
    }

    /**
     * Returns the amplitude of the strongest trace.
     *
     * @return the relative deviation of a period's derivatives from their mean; 0 if there is no trace, NaN if a side
     *     has fewer than 64 pixels
     */
    static double of(Luma luma) {
        if (Math.min(luma.width(), luma.height()) < SMALLEST) {
            return Double.NaN;
        }
        ResamplingTrace trace = new ResamplingTrace(luma);
        return Math.max(trace.strongest(luma, 2), trace.strongest(luma, 3));
    }

    private double strongest(Luma luma, int order) {
        double[] across = spectrum(changes(luma.values(), luma.width(), luma.height(), 1, luma.width(), order));
        double[] down = spectrum(changes(luma.values(), luma.height(), luma.width(), luma.width(), 1, order));
        double floor = ABOVE_FLOOR * Math.max(median(across), median(down));
        double strongest = 0;
        for (int f = lowest; f <= size / 2; f++) {
            double found = Math.min(across[f], down[f]);
            if (found > floor && found > strongest && found > ABOVE_BLOCKS * blocks(f, across, down)) {
                strongest = found;
            }
        }
        return strongest;
    }

    /**
     * Returns the amplitude that JPEG's blocks may leave at a frequency; infinite at 5/16, 3/8 and 7/16, where no usual
     * factor has its trace.
     */
    private double blocks(int f, double[] across, double[] down) {
        int eighth = size / 8;
        int nearest = Math.round((float) f / eighth) * eighth;
        if (Math.abs(f - nearest) > skirt) {
            return Math.abs(eighth / 2 - Math.abs(f - nearest)) > reach ? 0 : Double.POSITIVE_INFINITY;
        }
        return nearest == 3 * eighth
                ? Double.POSITIVE_INFINITY
                : Math.max(Math.max(across[eighth], down[eighth]), Math.max(across[3 * eighth], down[3 * eighth]));
    }

    /**
     * Returns, for each line, such as a column, the mean of the derivative's logarithm, relative to those of the
     * neighbouring lines.
     */
    private static double[] changes(float[] values, int lines, int length, int step, int stride, int order) {
        double[] mean = new double[lines - order];
        for (int i = 0; i < length; i++) {
            for (int line = 0; line < mean.length; line++) {
                int at = i * stride + line * step;
                double second = values[at] - 2 * values[at + step] + values[at + 2 * step];
                double derivative = order == 2
                        ? second
                        : values[at + 3 * step] - 2 * values[at + 2 * step] + values[at + step] - second;
                mean[line] += Math.log1p(Math.abs(derivative)) / length;
            }
        }
        double whole = Arrays.stream(mean).average().orElseThrow();
        double[] relative = new double[mean.length];
        for (int line = 0; line < mean.length; line++) {
            double local = local(mean, line);
            relative[line] = whole == 0 ? 0 : (mean[line] - local) / (local + whole / 10);
        }
        return relative;
    }

    private static double local(double[] mean, int line) {
        double sum = 0;
        for (int i = -NEIGHBOURS / 2; i <= NEIGHBOURS / 2; i++) {
            int at = Math.abs(line + i);
            at = at < mean.length ? at : 2 * mean.length - 2 - at;
            sum += mean[at] * (Math.abs(i) == NEIGHBOURS / 2 ? 0.5 : 1);
        }
        return sum / NEIGHBOURS;
    }

    /** Returns the amplitudes from frequency 0 to one half, under a Hann window. */
    private double[] spectrum(double[] changes) {
        double[] real = new double[size];
        for (int i = 0; i < changes.length; i++) {
            real[i] = changes[i] * (1 - Math.cos(2 * Math.PI * i / (changes.length - 1))) * 2 / (changes.length - 1);
        }
        double[] imaginary = new double[size];
        new FourierTransform(size).transform(real, imaginary);
        double[] amplitudes = new double[size / 2 + 1];
        for (int f = 0; f < amplitudes.length; f++) {
            amplitudes[f] = Math.hypot(real[f], imaginary[f]);
        }
        return amplitudes;
    }

    private double median(double[] amplitudes) {
        double[] sorted = Arrays.copyOfRange(amplitudes, lowest, amplitudes.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
