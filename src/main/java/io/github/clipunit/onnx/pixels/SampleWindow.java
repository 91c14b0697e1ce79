package io.github.clipunit.onnx.pixels;

/**
 * A window of columns or rows of samples, each an array. A new one reuses the array of the one that is older by the
 * window's size.
 */
final class SampleWindow {

    private final int size;
    /** All arrays, twice in sequence, so that a range of them never wraps around. */
    private final int[][] arrays;

    /**
     * Creates a window.
     *
     * @param size the number of arrays needed at once
     * @param samples the length of each
     */
    SampleWindow(int size, int samples) {
        this.size = size;
        this.arrays = new int[2 * size][];
        for (int i = 0; i < size; i++) {
            arrays[i] = new int[samples];
            arrays[size + i] = arrays[i];
        }
    }

    /** Returns the array of a column or row, counted from the picture's edge. */
    int[] at(int index) {
        return arrays[index % size];
    }

    /** Adds the weighted inputs of an output column or row. */
    void addTo(int[] sums, ResampleTaps taps, int out) {
        WeightedSums.add(
                sums, arrays, taps.first()[out] % size, taps.weights(), out * taps.stride(), taps.count()[out]);
    }
}
