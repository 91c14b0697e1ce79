package io.github.clipunit.onnx;

import io.github.clipunit.ClipImage;
import java.util.Arrays;

/**
 * Resizes a picture and cuts a box out of the result, bit for bit as Pillow's {@code Image.resize} does: the horizontal
 * pass first, 8-bit rounding between the passes, fixed-point weights.
 *
 * <p>Only what the box needs is computed, strip by strip, so memory is the box and a few rows whatever the picture's size. Each
 * input row, shrunk to the box's width, is added at once to the sums of all output rows it takes part in; integer sums do
 * not depend on their order.
 */
final class PillowResampler {

    static final int HALF = 1 << (ResampleTaps.PRECISION - 1);

    private final ClipImage image;
    private final ResampleFilter filter;
    private final int resizedWidth;
    private final int resizedHeight;
    private final CropBox box;

    PillowResampler(ClipImage image, ResampleFilter filter, int resizedWidth, int resizedHeight, CropBox box) {
        this.image = image;
        this.filter = filter;
        this.resizedWidth = resizedWidth;
        this.resizedHeight = resizedHeight;
        this.box = box;
    }

    /** The box's pixels: rows from top to bottom, three bytes a pixel, red first. */
    byte[] pixels() {
        RowStrip strip = new RowStrip(image, resizedWidth, filter, box.left(), box.right());
        byte[] result = new byte[Math.multiplyExact(Math.multiplyExact(box.width(), box.height()), 3)];
        if (resizedHeight == image.height()) {
            keepHeight(strip, result);
        } else {
            shrinkHeight(strip, result);
        }
        return result;
    }

    private void keepHeight(RowStrip strip, byte[] result) {
        for (int y = box.top(); y < box.bottom(); y += RowStrip.ROWS) {
            int count = Math.min(RowStrip.ROWS, box.bottom() - y);
            int[][] shrunk = strip.shrink(y, count);
            for (int row = 0; row < count; row++) {
                int at = (y - box.top() + row) * shrunk[row].length;
                for (int x = 0; x < shrunk[row].length; x++) {
                    result[at + x] = (byte) shrunk[row][x];
                }
            }
        }
    }

    private void shrinkHeight(RowStrip strip, byte[] result) {
        ResampleTaps rows = ResampleTaps.of(image.height(), resizedHeight, filter, box.top(), box.bottom());
        int[][] sums = new int[box.height()][box.width() * 3];
        for (int[] row : sums) {
            Arrays.fill(row, HALF);
        }
        int open = 0;
        for (int y = rows.begin(); y < rows.end(); y += RowStrip.ROWS) {
            int end = Math.min(rows.end(), y + RowStrip.ROWS);
            int[][] shrunk = strip.shrink(y, end - y);
            while (rows.after(open) <= y) {
                open++;
            }
            for (int out = open; out < sums.length && rows.first()[out] < end; out++) {
                int from = Math.max(y, rows.first()[out]);
                int count = Math.min(end, rows.after(out)) - from;
                int weight = out * rows.stride() + from - rows.first()[out];
                WeightedSums.add(sums[out], shrunk, from - y, rows.weights(), weight, count);
            }
        }
        writeClipped(sums, result);
    }

    private static void writeClipped(int[][] sums, byte[] result) {
        int at = 0;
        for (int[] row : sums) {
            for (int sum : row) {
                result[at++] = (byte) clip(sum);
            }
        }
    }

    static int clip(int sum) {
        return Math.max(0, Math.min(255, sum >> ResampleTaps.PRECISION));
    }
}
