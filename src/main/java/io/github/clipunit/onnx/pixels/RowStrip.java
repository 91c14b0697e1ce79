package io.github.clipunit.onnx.pixels;

import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The horizontal pass over a strip of rows at once. Columns of the strip are extracted as they are needed, all samples
 * of one colour in sequence, so that one weight applies to a whole array.
 *
 * <p>Pixels are moved in and out of columns in packed form, red in the low byte of an {@code int}. This move cannot be
 * vectorised, so it is done once per pixel instead of once per sample. The loops that split and pack are vectorised
 * only while the offsets of the colours are constants.
 */
final class RowStrip {

    /**
     * The number of rows at once: with half as many it takes an eighth longer, with twice as many it gains a twentieth.
     */
    static final int ROWS = 64;

    private static final int GREEN = ROWS;
    private static final int BLUE = 2 * ROWS;
    private static final int CACHE_LINE = 64;

    private final ByteBuffer source;
    private final int sourceStride;
    private final boolean isWidthKept;
    private final ResampleTaps taps;
    private final int firstColumn;
    private final int lineWidth;
    private final int stride;
    private final ByteBuffer lines;
    private final SampleWindow columns;
    private final int[] packed = new int[ROWS];
    private final int[] sums = new int[3 * ROWS];
    private final int[][] shrunk;

    /**
     * Creates a strip.
     *
     * @param left the first column needed of the resized picture
     * @param right the column after the last one needed
     */
    RowStrip(ClipImage image, int resizedWidth, ResampleFilter filter, int left, int right) {
        this.source = image.rgb();
        this.sourceStride = image.width() * 3;
        this.isWidthKept = image.width() == resizedWidth;
        this.taps = ResampleTaps.of(image.width(), resizedWidth, filter, left, right);
        this.firstColumn = isWidthKept ? left : taps.begin();
        this.lineWidth = ((isWidthKept ? right : taps.end()) - firstColumn) * 3;
        this.stride = strideOf(lineWidth);
        int rows = Math.min(ROWS, image.height());
        this.lines = ByteBuffer.allocate(rows * stride).order(ByteOrder.LITTLE_ENDIAN);
        this.columns = new SampleWindow(isWidthKept ? 0 : taps.stride(), 3 * ROWS);
        this.shrunk = new int[rows][right - left];
    }

    /**
     * Returns a stride that is longer than a line, because reading the last pixel reads one byte too many. It is an odd
     * number of cache lines: otherwise, in pictures as wide as a power of two, vertically adjacent pixels would evict
     * each other from the cache.
     */
    private static int strideOf(int lineWidth) {
        return ((lineWidth / CACHE_LINE + 1) | 1) * CACHE_LINE;
    }

    /**
     * Shrinks rows of the picture.
     *
     * @param count the number of rows, at most {@link #ROWS}
     * @return one row of packed pixels each, valid until the next call; rows after {@code count} are undefined, and so
     *     is the high byte of a pixel
     */
    int[][] shrink(int y, int count) {
        for (int row = 0; row < count; row++) {
            lines.put(row * stride, source, (y + row) * sourceStride + firstColumn * 3, lineWidth);
        }
        if (isWidthKept) {
            keepColumns(count);
        } else {
            shrinkColumns(count);
        }
        return shrunk;
    }

    private void keepColumns(int count) {
        for (int row = 0; row < count; row++) {
            for (int x = 0; x < shrunk[row].length; x++) {
                shrunk[row][x] = lines.getInt(row * stride + 3 * x);
            }
        }
    }

    private void shrinkColumns(int count) {
        int next = taps.begin();
        for (int x = 0; x < taps.first().length; x++) {
            for (; next < taps.after(x); next++) {
                takeColumn(next, count);
            }
            shrinkColumn(x, count);
        }
    }

    private void takeColumn(int x, int count) {
        int at = (x - firstColumn) * 3;
        for (int row = 0; row < count; row++) {
            packed[row] = lines.getInt(at + row * stride);
        }
        split(packed, columns.at(x));
    }

    private static void split(int[] packed, int[] column) {
        for (int i = 0; i < ROWS; i++) {
            int pixel = packed[i];
            column[i] = pixel & 0xff;
            column[GREEN + i] = pixel >>> 8 & 0xff;
            column[BLUE + i] = pixel >>> 16 & 0xff;
        }
    }

    private void shrinkColumn(int x, int count) {
        Arrays.fill(sums, PillowResampler.HALF);
        columns.addTo(sums, taps, x);
        pack(sums, packed);
        for (int row = 0; row < count; row++) {
            shrunk[row][x] = packed[row];
        }
    }

    private static void pack(int[] sums, int[] packed) {
        for (int i = 0; i < ROWS; i++) {
            packed[i] = PillowResampler.clip(sums[i])
                    | PillowResampler.clip(sums[GREEN + i]) << 8
                    | PillowResampler.clip(sums[BLUE + i]) << 16;
        }
    }
}
