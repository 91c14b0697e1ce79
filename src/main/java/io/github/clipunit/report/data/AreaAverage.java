package io.github.clipunit.report.data;

import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Shrinks pictures: each new pixel is the mean of the area it covers, and pixels at the edge of the area count in
 * proportion to the part covered. Integer arithmetic makes all platforms draw the same, and a plain area keeps its
 * colour.
 */
final class AreaAverage {

    private static final int BITS = 11;
    private static final int WHOLE = 1 << BITS;
    private static final int HALF = 1 << (2 * BITS - 1);

    private AreaAverage() {}

    /**
     * Returns the pixels of a picture at another size: rows from top to bottom, three bytes per pixel, red first.
     *
     * @param width at most the picture's width
     * @param height at most the picture's height
     */
    static byte[] shrink(ClipImage image, int width, int height) {
        byte[] small = new byte[3 * width * height];
        ByteBuffer rgb = image.rgb();
        if (width == image.width() && height == image.height()) {
            rgb.get(small);
            return small;
        }
        Shares rows = Shares.of(image.height(), height);
        Shares columns = Shares.of(image.width(), width);
        byte[] line = new byte[3 * image.width()];
        int[] sums = new int[line.length];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            for (int i = 0; i < rows.of[y].length; i++) {
                rgb.get((rows.first[y] + i) * line.length, line);
                add(line, rows.of[y][i], sums);
            }
            average(sums, columns, small, 3 * width * y);
        }
        return small;
    }

    private static void add(byte[] line, int share, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += share * (line[i] & 0xff);
        }
    }

    private static void average(int[] sums, Shares columns, byte[] small, int at) {
        for (int x = 0, to = at; x < columns.first.length; x++, to += 3) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int from = 3 * columns.first[x];
            for (int share : columns.of[x]) {
                red += share * sums[from];
                green += share * sums[from + 1];
                blue += share * sums[from + 2];
                from += 3;
            }
            small[to] = (byte) (red >> (2 * BITS));
            small[to + 1] = (byte) (green >> (2 * BITS));
            small[to + 2] = (byte) (blue >> (2 * BITS));
        }
    }

    /**
     * The first old row or column that each new one covers, and the weights of all it covers; the weights add up to
     * {@link #WHOLE}.
     */
    private static final class Shares {
        final int[] first;
        final int[][] of;

        private Shares(int count) {
            this.first = new int[count];
            this.of = new int[count][];
        }

        static Shares of(int in, int out) {
            Shares shares = new Shares(out);
            for (int i = 0; i < out; i++) {
                long start = (long) i * in;
                long end = start + in;
                int first = (int) (start / out);
                int[] each = new int[(int) ((end - 1) / out) - first + 1];
                int given = 0;
                for (int k = 0; k < each.length; k++) {
                    long covered = Math.min(end, (first + k + 1L) * out) - start;
                    int due = (int) ((covered * WHOLE + in / 2) / in);
                    each[k] = due - given;
                    given = due;
                }
                shares.first[i] = first;
                shares.of[i] = each;
            }
            return shares;
        }
    }
}
