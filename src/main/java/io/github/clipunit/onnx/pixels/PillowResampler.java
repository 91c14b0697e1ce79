package io.github.clipunit.onnx.pixels;

import io.github.clipunit.image.ClipImage;
import java.util.Arrays;

/**
 * A resampler that resizes a picture and cuts a box out of the result, bit for bit as Pillow's {@code Image.resize}
 * does: the horizontal pass first, 8-bit rounding between the passes, fixed-point weights.
 *
 * <p>Only the rows and columns that the box needs are computed, strip by strip. A row is handed out as soon as its last
 * input row is available, so memory holds one strip and the shrunk rows that one output row is computed from, whatever
 * the picture's size.
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

    /** The receiver of the rows. */
    @FunctionalInterface
    interface Rows {

        /**
         * Takes one row.
         *
         * @param y counted from the box's top
         * @param samples from 0 to 255, all red ones first, then green, then blue; valid during the call
         */
        void take(int y, int[] samples);
    }

    /** Hands out the box's rows, from top to bottom. */
    void resize(Rows target) {
        RowStrip strip = new RowStrip(image, resizedWidth, filter, box.left(), box.right());
        if (resizedHeight == image.height()) {
            keepHeight(strip, target);
        } else {
            shrinkHeight(strip, target);
        }
    }

    private void keepHeight(RowStrip strip, Rows target) {
        int[] samples = new int[3 * box.width()];
        for (int y = box.top(); y < box.bottom(); y += RowStrip.ROWS) {
            int end = Math.min(box.bottom(), y + RowStrip.ROWS);
            int[][] shrunk = strip.shrink(y, end - y);
            for (int row = y; row < end; row++) {
                split(shrunk[row - y], samples);
                target.take(row - box.top(), samples);
            }
        }
    }

    private void shrinkHeight(RowStrip strip, Rows target) {
        ResampleTaps taps = ResampleTaps.of(image.height(), resizedHeight, filter, box.top(), box.bottom());
        SampleWindow window = new SampleWindow(taps.stride(), 3 * box.width());
        int[] sums = new int[3 * box.width()];
        int out = 0;
        for (int y = taps.begin(); y < taps.end(); y += RowStrip.ROWS) {
            int end = Math.min(taps.end(), y + RowStrip.ROWS);
            int[][] shrunk = strip.shrink(y, end - y);
            for (int row = y; row < end; row++) {
                split(shrunk[row - y], window.at(row));
                for (; out < box.height() && taps.after(out) <= row + 1; out++) {
                    Arrays.fill(sums, HALF);
                    window.addTo(sums, taps, out);
                    clip(sums);
                    target.take(out, sums);
                }
            }
        }
    }

    private static void split(int[] pixels, int[] samples) {
        int green = pixels.length;
        int blue = 2 * pixels.length;
        for (int x = 0; x < pixels.length; x++) {
            int pixel = pixels[x];
            samples[x] = pixel & 0xff;
            samples[green + x] = pixel >>> 8 & 0xff;
            samples[blue + x] = pixel >>> 16 & 0xff;
        }
    }

    private static void clip(int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = clip(sums[i]);
        }
    }

    /** Clamps to 0..255 by sign bits, because {@code Math.min} and {@code Math.max} of integers are not vectorised. */
    static int clip(int sum) {
        int sample = sum >> ResampleTaps.PRECISION;
        int notNegative = sample & ~(sample >> 31);
        return (notNegative | ((255 - notNegative) >> 31)) & 0xff;
    }
}
