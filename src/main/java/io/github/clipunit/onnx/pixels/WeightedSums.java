package io.github.clipunit.onnx.pixels;

/**
 * Additions of weighted arrays to an array of sums. The just-in-time compiler vectorises these loops: each array is
 * separate and has the same index, and each pass adds several terms, so that the sums are read and written less often.
 */
final class WeightedSums {

    private WeightedSums() {}

    /** Adds {@code count} terms, the first of which is {@code terms[from]} with {@code weights[at]}. */
    static void add(int[] sums, int[][] terms, int from, int[] weights, int at, int count) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            int[] a = terms[from + k];
            int[] b = terms[from + k + 1];
            int[] c = terms[from + k + 2];
            int[] d = terms[from + k + 3];
            addFour(sums, a, b, c, d, weights, at + k);
        }
        for (; k < count; k++) {
            addOne(sums, terms[from + k], weights[at + k]);
        }
    }

    private static void addFour(int[] sums, int[] a, int[] b, int[] c, int[] d, int[] weights, int at) {
        int forA = weights[at];
        int forB = weights[at + 1];
        int forC = weights[at + 2];
        int forD = weights[at + 3];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[i] * forA + b[i] * forB + c[i] * forC + d[i] * forD;
        }
    }

    private static void addOne(int[] sums, int[] term, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += term[i] * weight;
        }
    }
}
