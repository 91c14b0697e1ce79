package io.github.clipunit.pixels;

/**
 * The amount of fine detail in a picture: the power of its finest octave of frequencies relative to that of the third
 * and fourth finest. Natural pictures have similar power in every octave (Field 1987); upscaling leaves the finest
 * empty.
 */
final class FineDetail {

    private static final int LARGEST_TILE = 256;
    static final int SMALLEST_TILE = 32;

    private final Luma luma;
    private final int size;
    private final double[] window;
    private final FourierTransform transform;
    private double fine;
    private double coarse;

    private FineDetail(Luma luma, int size) {
        this.luma = luma;
        this.size = size;
        transform = new FourierTransform(size);
        window = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
        }
    }

    /**
     * Returns the power of frequencies from half to the whole of what pixels can represent, divided by that of
     * frequencies from a sixteenth to a quarter, summed over tiles of at most 256 x 256 pixels under a Hann window.
     *
     * @return the ratio; NaN if a side has fewer than 32 pixels, or if there are no coarse frequencies to compare with
     */
    static double of(Luma luma) {
        int side = Math.min(LARGEST_TILE, Integer.highestOneBit(Math.min(luma.width(), luma.height())));
        if (side < SMALLEST_TILE) {
            return Double.NaN;
        }
        FineDetail detail = new FineDetail(luma, side);
        for (int top : starts(luma.height(), side)) {
            for (int left : starts(luma.width(), side)) {
                detail.add(left, top);
            }
        }
        return detail.coarse > 0 ? detail.fine / detail.coarse : Double.NaN;
    }

    /** Returns the starts of tiles that cover a length with the least overlap. */
    private static int[] starts(int length, int size) {
        int tiles = (length + size - 1) / size;
        int[] starts = new int[tiles];
        for (int i = 0; i < tiles; i++) {
            starts[i] = tiles == 1 ? (length - size) / 2 : (int) ((long) (length - size) * i / (tiles - 1));
        }
        return starts;
    }

    private void add(int left, int top) {
        double[][] real = windowed(left, top);
        double[][] imaginary = new double[size][size];
        for (int y = 0; y < size; y++) {
            transform.transform(real[y], imaginary[y]);
        }
        double[] re = new double[size];
        double[] im = new double[size];
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                re[y] = real[y][x];
                im[y] = imaginary[y][x];
            }
            transform.transform(re, im);
            for (int y = 0; y < size; y++) {
                count(Math.max(Math.min(x, size - x), Math.min(y, size - y)), re[y] * re[y] + im[y] * im[y]);
            }
        }
    }

    private void count(int frequency, double power) {
        if (frequency > size / 4) {
            fine += power;
        } else if (frequency > size / 32 && frequency <= size / 8) {
            coarse += power;
        }
    }

    private double[][] windowed(int left, int top) {
        double mean = 0;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                mean += luma.at(left + x, top + y);
            }
        }
        mean /= (double) size * size;
        double[][] tile = new double[size][size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                tile[y][x] = (luma.at(left + x, top + y) - mean) * window[x] * window[y];
            }
        }
        return tile;
    }
}
