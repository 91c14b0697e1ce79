package io.github.clipunit.image.webp;

import java.util.Arrays;

/**
 * Samples of one component, with the border that predictions use outside the picture: 127 above, 129 to the left (RFC
 * 6386, clause 12.2).
 */
final class Plane {

    /** Columns to the right of the last block, for predictions that use samples above and to the right. */
    private static final int RIGHT = 4;

    final byte[] samples;
    final int stride;

    Plane(int width, int height) {
        stride = 1 + width + RIGHT;
        samples = new byte[Math.multiplyExact(stride, height + 1)];
        Arrays.fill(samples, 0, stride, (byte) 127);
        for (int y = 1; y <= height; y++) {
            samples[y * stride] = (byte) 129;
        }
    }

    /** Returns the index of a sample. */
    int at(int x, int y) {
        return (y + 1) * stride + x + 1;
    }
}
