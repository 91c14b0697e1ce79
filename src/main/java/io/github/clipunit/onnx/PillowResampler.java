package io.github.clipunit.onnx;

import io.github.clipunit.ClipImage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Resizes a picture and cuts a box out of the result, bit for bit as Pillow's {@code Image.resize} does: the horizontal
 * pass first, 8-bit rounding between the passes, fixed-point weights.
 *
 * <p>Only what the box needs is computed, row by row, so memory is the box and a few rows whatever the picture's size. Each
 * input row, shrunk to the box's width, is added at once to the sums of all output rows it takes part in; integer sums do
 * not depend on their order.
 */
final class PillowResampler {

    private static final int HALF = 1 << (ResampleTaps.PRECISION - 1);

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
        boolean isHeightKept = resizedHeight == image.height();
        ResampleTaps rows = ResampleTaps.of(image.height(), resizedHeight, filter, box.top(), box.bottom());
        RowShrinker shrinker = new RowShrinker(image.width(), resizedWidth, filter, box.left(), box.right());
        ByteBuffer source = image.rgb();
        byte[] line = new byte[image.width() * 3];
        byte[] result = new byte[Math.multiplyExact(Math.multiplyExact(box.width(), box.height()), 3)];
        int width = box.width() * 3;
        int[] shrunk = new int[width];
        if (isHeightKept) {
            for (int y = 0; y < box.height(); y++) {
                source.get((box.top() + y) * line.length, line);
                shrinker.shrink(line, shrunk);
                for (int x = 0; x < width; x++) {
                    result[y * width + x] = (byte) shrunk[x];
                }
            }
            return result;
        }
        int[] sums = new int[result.length];
        Arrays.fill(sums, HALF);
        int open = 0;
        for (int y = rows.begin(); y < rows.end(); y++) {
            source.get(y * line.length, line);
            shrinker.shrink(line, shrunk);
            while (rows.first()[open] + rows.count()[open] <= y) {
                open++;
            }
            for (int out = open; out < box.height() && rows.first()[out] <= y; out++) {
                add(sums, out * width, shrunk, rows.weights()[out * rows.stride() + y - rows.first()[out]]);
            }
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) clip(sums[i]);
        }
        return result;
    }

    private static void add(int[] sums, int at, int[] row, int weight) {
        for (int i = 0; i < row.length; i++) {
            sums[at + i] += row[i] * weight;
        }
    }

    static int clip(int sum) {
        return Math.max(0, Math.min(255, sum >> ResampleTaps.PRECISION));
    }

    /** The horizontal pass over one row. */
    private static final class RowShrinker {

        private final boolean isWidthKept;
        private final int left;
        private final ResampleTaps taps;

        RowShrinker(int width, int resizedWidth, ResampleFilter filter, int left, int right) {
            this.isWidthKept = width == resizedWidth;
            this.left = left;
            this.taps = ResampleTaps.of(width, resizedWidth, filter, left, right);
        }

        void shrink(byte[] line, int[] shrunk) {
            if (isWidthKept) {
                for (int i = 0; i < shrunk.length; i++) {
                    shrunk[i] = line[left * 3 + i] & 0xff;
                }
                return;
            }
            int[] weights = taps.weights();
            for (int x = 0; x < taps.first().length; x++) {
                int red = HALF;
                int green = HALF;
                int blue = HALF;
                int at = taps.first()[x] * 3;
                int tap = x * taps.stride();
                for (int end = tap + taps.count()[x]; tap < end; tap++, at += 3) {
                    int weight = weights[tap];
                    red += (line[at] & 0xff) * weight;
                    green += (line[at + 1] & 0xff) * weight;
                    blue += (line[at + 2] & 0xff) * weight;
                }
                shrunk[x * 3] = clip(red);
                shrunk[x * 3 + 1] = clip(green);
                shrunk[x * 3 + 2] = clip(blue);
            }
        }
    }
}
