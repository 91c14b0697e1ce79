package io.github.clipunit.image.webp;

import java.util.Arrays;

/** The conversion of coefficients to differences from the prediction (RFC 6386, clause 14). */
final class InverseTransform {

    private static final int SINE = 35468;
    private static final int COSINE_LESS_ONE = 20091;

    private InverseTransform() {}

    /** Sets the DC of each of 16 blocks of 16 coefficients, from the transform of all DCs. */
    static void spreadDc(int[] dc, int[] blocks) {
        for (int i = 0; i < 4; i++) {
            int outer = dc[i] + dc[12 + i];
            int inner = dc[4 + i] + dc[8 + i];
            int innerDifference = dc[4 + i] - dc[8 + i];
            int outerDifference = dc[i] - dc[12 + i];
            dc[i] = outer + inner;
            dc[8 + i] = outer - inner;
            dc[4 + i] = outerDifference + innerDifference;
            dc[12 + i] = outerDifference - innerDifference;
        }
        for (int i = 0; i < 16; i += 4) {
            int outer = dc[i] + dc[i + 3] + 3;
            int inner = dc[i + 1] + dc[i + 2];
            int innerDifference = dc[i + 1] - dc[i + 2];
            int outerDifference = dc[i] - dc[i + 3] + 3;
            blocks[i * 16] = (outer + inner) >> 3;
            blocks[i * 16 + 16] = (outerDifference + innerDifference) >> 3;
            blocks[i * 16 + 32] = (outer - inner) >> 3;
            blocks[i * 16 + 48] = (outerDifference - innerDifference) >> 3;
        }
    }

    /** Adds a block of 4 x 4 to its prediction, and clears its coefficients. */
    static void add(int[] coefficients, int from, Plane plane, int at) {
        for (int i = from; i < from + 4; i++) {
            int even = coefficients[i] + coefficients[i + 8];
            int odd = coefficients[i] - coefficients[i + 8];
            int low = sine(coefficients[i + 4]) - cosine(coefficients[i + 12]);
            int high = cosine(coefficients[i + 4]) + sine(coefficients[i + 12]);
            coefficients[i] = even + high;
            coefficients[i + 4] = odd + low;
            coefficients[i + 8] = odd - low;
            coefficients[i + 12] = even - high;
        }
        byte[] samples = plane.samples;
        for (int i = from, row = at; i < from + 16; i += 4, row += plane.stride) {
            int even = coefficients[i] + coefficients[i + 2] + 4;
            int odd = coefficients[i] - coefficients[i + 2] + 4;
            int low = sine(coefficients[i + 1]) - cosine(coefficients[i + 3]);
            int high = cosine(coefficients[i + 1]) + sine(coefficients[i + 3]);
            samples[row] = sum(samples[row], even + high);
            samples[row + 1] = sum(samples[row + 1], odd + low);
            samples[row + 2] = sum(samples[row + 2], odd - low);
            samples[row + 3] = sum(samples[row + 3], even - high);
        }
        Arrays.fill(coefficients, from, from + 16, 0);
    }

    /** Adds a block that has only a DC to its prediction, and clears it. */
    static void addDc(int[] coefficients, int from, Plane plane, int at) {
        byte[] samples = plane.samples;
        for (int y = 0, row = at; y < 4; y++, row += plane.stride) {
            for (int x = row; x < row + 4; x++) {
                samples[x] = sum(samples[x], coefficients[from] + 4);
            }
        }
        coefficients[from] = 0;
    }

    private static int sine(int value) {
        return (value * SINE) >> 16;
    }

    private static int cosine(int value) {
        return ((value * COSINE_LESS_ONE) >> 16) + value;
    }

    private static byte sum(byte predicted, int difference) {
        return (byte) Math.max(0, Math.min((predicted & 0xff) + (difference >> 3), 255));
    }
}
