package io.github.clipunit.image.webp;

import java.util.Arrays;

/** Predictions of blocks from their neighbours above and to the left (RFC 6386, clause 12). */
final class IntraPrediction {

    static final int DC = 0;
    static final int TRUE_MOTION = 1;
    static final int VERTICAL = 2;
    static final int HORIZONTAL = 3;
    static final int RIGHT_DOWN = 4;
    static final int VERTICAL_RIGHT = 5;
    static final int LEFT_DOWN = 6;
    static final int VERTICAL_LEFT = 7;
    static final int HORIZONTAL_DOWN = 8;
    static final int HORIZONTAL_UP = 9;

    private IntraPrediction() {}

    /** Fills a whole block of 16 x 16 luma or 8 x 8 chroma samples. */
    static void fill(Plane plane, int at, int size, int mode, boolean hasAbove, boolean hasLeft) {
        byte[] samples = plane.samples;
        int above = at - plane.stride;
        switch (mode) {
            case DC -> fillWithMean(plane, at, size, hasAbove, hasLeft);
            case TRUE_MOTION -> fillByTrueMotion(plane, at, size);
            case VERTICAL -> {
                for (int y = 0; y < size; y++) {
                    System.arraycopy(samples, above, samples, at + y * plane.stride, size);
                }
            }
            default -> {
                for (int y = 0, row = at; y < size; y++, row += plane.stride) {
                    Arrays.fill(samples, row, row + size, samples[row - 1]);
                }
            }
        }
    }

    private static void fillWithMean(Plane plane, int at, int size, boolean hasAbove, boolean hasLeft) {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += hasAbove ? plane.samples[at - plane.stride + i] & 0xff : 0;
            sum += hasLeft ? plane.samples[at + i * plane.stride - 1] & 0xff : 0;
        }
        int count = (hasAbove ? size : 0) + (hasLeft ? size : 0);
        int mean = count == 0 ? 128 : (sum + count / 2) / count;
        for (int y = 0, row = at; y < size; y++, row += plane.stride) {
            Arrays.fill(plane.samples, row, row + size, (byte) mean);
        }
    }

    private static void fillByTrueMotion(Plane plane, int at, int size) {
        byte[] samples = plane.samples;
        int above = at - plane.stride;
        int corner = samples[above - 1] & 0xff;
        for (int y = 0, row = at; y < size; y++, row += plane.stride) {
            int step = (samples[row - 1] & 0xff) - corner;
            for (int x = 0; x < size; x++) {
                samples[row + x] = clip((samples[above + x] & 0xff) + step);
            }
        }
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(value, 255));
    }

    /**
     * Fills a block of 4 x 4 luma samples.
     *
     * @param edge room for 15 numbers
     * @param right the index of the four samples above and to the right; blocks further down take them from above their
     *     macroblock
     */
    static void fillFour(Plane plane, int at, int mode, int[] edge, int right) {
        if (mode == DC) {
            fillWithMean(plane, at, 4, true, true);
        } else if (mode == TRUE_MOTION) {
            fillByTrueMotion(plane, at, 4);
        } else {
            readEdge(plane, at, edge, right);
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 4; x++) {
                    plane.samples[at + y * plane.stride + x] = (byte) directed(mode, edge, x, y);
                }
            }
        }
    }

    /**
     * Reads the left samples from the bottom up, the corner, the samples above and those above to the right: at 1 to
     * 13, with both ends repeated.
     */
    private static void readEdge(Plane plane, int at, int[] edge, int right) {
        byte[] samples = plane.samples;
        int above = at - plane.stride;
        for (int i = 0; i < 4; i++) {
            edge[1 + i] = samples[at + (3 - i) * plane.stride - 1] & 0xff;
            edge[6 + i] = samples[above + i] & 0xff;
            edge[10 + i] = samples[right + i] & 0xff;
        }
        edge[5] = samples[above - 1] & 0xff;
        edge[0] = edge[1];
        edge[14] = edge[13];
    }

    /** Returns the weighted mean of neighbours on the edge, along the mode's direction. */
    private static int directed(int mode, int[] edge, int x, int y) {
        return switch (mode) {
            case VERTICAL -> three(edge, 6 + x);
            case HORIZONTAL -> three(edge, 4 - y);
            case RIGHT_DOWN -> three(edge, 5 + x - y);
            case LEFT_DOWN -> three(edge, 7 + x + y);
            case VERTICAL_RIGHT -> x == 0 && y >= 2 ? three(edge, 6 - y) : along(edge, y, 5 + x - y / 2, 0);
            case VERTICAL_LEFT -> x == 3 && y >= 2 ? three(edge, 9 + y) : along(edge, y, 6 + x + y / 2, 1);
            case HORIZONTAL_DOWN -> y < x / 2 ? three(edge, 4 + x) : along(edge, x, 4 - y + x / 2, 1);
            default -> y + x / 2 > 2 ? edge[1] : along(edge, x, 3 - y - x / 2, 0);
        };
    }

    /** Returns the mean of two samples for an even step, and a value centred on one sample for an odd step. */
    private static int along(int[] edge, int step, int at, int ifOdd) {
        return step % 2 == 0 ? two(edge, at) : three(edge, at + ifOdd);
    }

    private static int two(int[] edge, int at) {
        return (edge[at] + edge[at + 1] + 1) >> 1;
    }

    private static int three(int[] edge, int middle) {
        return (edge[middle - 1] + 2 * edge[middle] + edge[middle + 1] + 2) >> 2;
    }
}
