package io.github.clipunit.onnx.pixels;

/** Columns or rows of samples, each an array; one that is asked for anew takes the place of the one the window's size before. */
final class SampleWindow {

    private final int size;
    /** All arrays twice, so that a run of them has no end to go round. */
    private final int[][] arrays;

    /**
     * @param size how many are needed at once
     * @param samples how many each has
     */
    SampleWindow(int size, int samples) {
        this.size = size;
        this.arrays = new int[2 * size][];
        for (int i = 0; i < size; i++) {
            arrays[i] = new int[samples];
            arrays[size + i] = arrays[i];
        }
    }

    /** The array of a column or row, counted from the picture's edge. */
    int[] at(int index) {
        return arrays[index % size];
    }

    /** Adds what makes up an output column or row. */
    void addTo(int[] sums, ResampleTaps taps, int out) {
        WeightedSums.add(
                sums, arrays, taps.first()[out] % size, taps.weights(), out * taps.stride(), taps.count()[out]);
    }
}
