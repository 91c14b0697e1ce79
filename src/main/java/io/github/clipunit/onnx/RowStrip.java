package io.github.clipunit.onnx;

import io.github.clipunit.ClipImage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The horizontal pass over a strip of rows at once. The strip is transposed first: an array a column, which holds the
 * samples of one colour one below the other, so that a weight applies to a whole array.
 */
final class RowStrip {

    /** As many as one vector register holds; more gain nothing, fewer lose twice the time. */
    static final int ROWS = 16;

    private static final int GREEN = ROWS;
    private static final int BLUE = 2 * ROWS;

    private final ByteBuffer source;
    private final int lineLength;
    private final boolean isWidthKept;
    private final ResampleTaps taps;
    private final int firstColumn;
    private final int lineWidth;
    private final byte[] lines;
    private final int[][] columns;
    private final int[] sums = new int[3 * ROWS];
    private final int[][] shrunk;

    /**
     * @param left the first column of the resized picture that is wanted
     * @param right the one after the last that is wanted
     */
    RowStrip(ClipImage image, int resizedWidth, ResampleFilter filter, int left, int right) {
        this.source = image.rgb();
        this.lineLength = image.width() * 3;
        this.isWidthKept = image.width() == resizedWidth;
        this.taps = ResampleTaps.of(image.width(), resizedWidth, filter, left, right);
        this.firstColumn = isWidthKept ? left : taps.begin();
        int count = (isWidthKept ? right : taps.end()) - firstColumn;
        this.lineWidth = count * 3;
        this.lines = new byte[ROWS * lineWidth];
        this.columns = new int[isWidthKept ? 0 : count][3 * ROWS];
        this.shrunk = new int[ROWS][(right - left) * 3];
    }

    /**
     * Shrinks rows of the picture.
     *
     * @param count how many, at most {@link #ROWS}
     * @return a row of samples each, valid until the next call; those after {@code count} mean nothing
     */
    int[][] shrink(int y, int count) {
        for (int row = 0; row < count; row++) {
            source.get((y + row) * lineLength + firstColumn * 3, lines, row * lineWidth, lineWidth);
        }
        if (isWidthKept) {
            widen();
        } else {
            transpose();
            for (int x = 0; x < taps.first().length; x++) {
                shrinkColumn(x);
            }
        }
        return shrunk;
    }

    private void widen() {
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < lineWidth; i++) {
                shrunk[row][i] = lines[row * lineWidth + i] & 0xff;
            }
        }
    }

    /** Four rows at once, as that many streams are read as fast as one. */
    private void transpose() {
        for (int row = 0; row < ROWS; row += 4) {
            int a = row * lineWidth;
            int b = a + lineWidth;
            int c = b + lineWidth;
            int d = c + lineWidth;
            for (int[] column : columns) {
                put(column, row, lines[a], lines[b], lines[c], lines[d]);
                put(column, GREEN + row, lines[a + 1], lines[b + 1], lines[c + 1], lines[d + 1]);
                put(column, BLUE + row, lines[a + 2], lines[b + 2], lines[c + 2], lines[d + 2]);
                a += 3;
                b += 3;
                c += 3;
                d += 3;
            }
        }
    }

    private static void put(int[] column, int at, byte a, byte b, byte c, byte d) {
        column[at] = a & 0xff;
        column[at + 1] = b & 0xff;
        column[at + 2] = c & 0xff;
        column[at + 3] = d & 0xff;
    }

    private void shrinkColumn(int x) {
        Arrays.fill(sums, PillowResampler.HALF);
        WeightedSums.add(
                sums, columns, taps.first()[x] - firstColumn, taps.weights(), x * taps.stride(), taps.count()[x]);
        for (int i = 0; i < sums.length; i++) {
            sums[i] = PillowResampler.clip(sums[i]);
        }
        for (int row = 0; row < ROWS; row++) {
            int[] target = shrunk[row];
            target[x * 3] = sums[row];
            target[x * 3 + 1] = sums[GREEN + row];
            target[x * 3 + 2] = sums[BLUE + row];
        }
    }
}
