package io.github.clipunit.onnx.pixels;

/**
 * The input samples of each output sample along one axis, with their weights: Pillow's {@code precompute_coeffs} and
 * {@code normalize_coeffs_8bpc}.
 *
 * @param first for each output sample, the first input sample
 * @param count for each output sample, the number of input samples
 * @param weights {@code stride} fixed-point weights for each output sample, the first {@code count} of which are used
 * @param stride the distance between the weights of two neighbouring output samples
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record ResampleTaps(int[] first, int[] count, int[] weights, int stride) {

    /** The fraction bits of a weight: 32 minus 8 for the sample and 2 for overshoot. */
    static final int PRECISION = 32 - 8 - 2;

    /**
     * Returns the taps of a range of output samples.
     *
     * @param in the number of input samples
     * @param out the number of output samples in total
     * @param from the first output sample of the range
     * @param to the output sample after the last of the range
     */
    static ResampleTaps of(int in, int out, ResampleFilter filter, int from, int to) {
        double scale = (double) in / out;
        double stretch = Math.max(scale, 1);
        double support = filter.support() * stretch;
        int stride = Math.min(in, (int) Math.ceil(support) * 2 + 1);
        int[] first = new int[to - from];
        int[] count = new int[to - from];
        int[] weights = new int[Math.multiplyExact(to - from, stride)];
        double[] exact = new double[stride];
        for (int i = 0; i < first.length; i++) {
            double centre = (from + i + 0.5) * scale;
            int start = Math.max((int) (centre - support + 0.5), 0);
            int length = Math.min((int) (centre + support + 0.5), in) - start;
            double sum = 0;
            for (int k = 0; k < length; k++) {
                exact[k] = filter.weight((k + start - centre + 0.5) * (1 / stretch));
                sum += exact[k];
            }
            for (int k = 0; k < length; k++) {
                weights[i * stride + k] = fixed(sum == 0 ? exact[k] : exact[k] / sum);
            }
            first[i] = start;
            count[i] = length;
        }
        return new ResampleTaps(first, count, weights, stride);
    }

    /** Rounds half away from zero. */
    private static int fixed(double weight) {
        double shifted = weight * (1 << PRECISION);
        return (int) (shifted < 0 ? shifted - 0.5 : shifted + 0.5);
    }

    /** Returns the first input sample that any output sample needs. */
    int begin() {
        return first[0];
    }

    /** Returns the input sample after the last that any output sample needs. */
    int end() {
        return after(first.length - 1);
    }

    /** Returns the input sample after the last that an output sample needs. */
    int after(int out) {
        return first[out] + count[out];
    }
}
