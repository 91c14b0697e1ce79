package io.github.clipunit.image.webp;

/** A transform that the encoder applied to pixels to make them smaller, and its inverse (RFC 9649, clause 3.5). */
final class LosslessTransform {

    private static final int PREDICTOR = 0;
    private static final int COLOR = 1;
    private static final int SUBTRACT_GREEN = 2;
    static final int PALETTE = 3;

    private static final int BLACK = 0xff000000;

    private final int kind;
    private final int width;
    private final int bits;
    private final int[] data;

    /**
     * Creates a transform.
     *
     * @param kind from 0 to 3, as the file numbers them
     * @param width the width of the pixels after the inverse
     * @param bits the tile's size, or the number of indices per pixel, as a power of two
     * @param data the tiles or colours
     */
    LosslessTransform(int kind, int width, int bits, int[] data) {
        this.kind = kind;
        this.width = width;
        this.bits = bits;
        this.data = data;
    }

    int[] undo(int[] pixels, int height) {
        switch (kind) {
            case PREDICTOR -> predict(pixels, height);
            case COLOR -> addColor(pixels, height);
            case SUBTRACT_GREEN -> {
                for (int i = 0; i < pixels.length; i++) {
                    int green = pixels[i] >> 8 & 0xff;
                    pixels[i] = add(pixels[i], green << 16 | green);
                }
            }
            default -> {
                return lookUp(pixels, height);
            }
        }
        return pixels;
    }

    /** Returns the sum of two colours, channel by channel. */
    static int add(int a, int b) {
        return ((a & 0xff00ff00) + (b & 0xff00ff00) & 0xff00ff00) | ((a & 0x00ff00ff) + (b & 0x00ff00ff) & 0x00ff00ff);
    }

    private int tile(int x, int y) {
        return data[(y >> bits) * subsampled(width, bits) + (x >> bits)];
    }

    static int subsampled(int size, int bits) {
        return (size + (1 << bits) - 1) >> bits;
    }

    private void predict(int[] pixels, int height) {
        pixels[0] = add(pixels[0], BLACK);
        for (int x = 1; x < width; x++) {
            pixels[x] = add(pixels[x], pixels[x - 1]);
        }
        for (int y = 1, at = width; y < height; y++) {
            pixels[at] = add(pixels[at], pixels[at - width]);
            at++;
            for (int x = 1; x < width; ) {
                int mode = tile(x, y) >> 8 & 15;
                int end = Math.min(width, ((x >> bits) + 1) << bits);
                for (; x < end; x++, at++) {
                    pixels[at] = add(
                            pixels[at],
                            predicted(
                                    mode,
                                    pixels[at - 1],
                                    pixels[at - width],
                                    pixels[at - width + 1],
                                    pixels[at - width - 1]));
                }
            }
        }
    }

    private static int predicted(int mode, int left, int top, int topRight, int topLeft) {
        return switch (mode) {
            case 1 -> left;
            case 2 -> top;
            case 3 -> topRight;
            case 4 -> topLeft;
            case 5 -> mean(mean(left, topRight), top);
            case 6 -> mean(left, topLeft);
            case 7 -> mean(left, top);
            case 8 -> mean(topLeft, top);
            case 9 -> mean(top, topRight);
            case 10 -> mean(mean(left, topLeft), mean(top, topRight));
            case 11 -> select(left, top, topLeft);
            case 12 -> gradient(left, top, topLeft);
            case 13 -> halfGradient(mean(left, top), topLeft);
            default -> BLACK;
        };
    }

    private static int mean(int a, int b) {
        return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
    }

    private static int select(int left, int top, int topLeft) {
        int difference = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int corner = topLeft >> shift & 0xff;
            difference += Math.abs((left >> shift & 0xff) - corner) - Math.abs((top >> shift & 0xff) - corner);
        }
        return difference <= 0 ? top : left;
    }

    private static int gradient(int left, int top, int topLeft) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum |= clip((left >> shift & 0xff) + (top >> shift & 0xff) - (topLeft >> shift & 0xff)) << shift;
        }
        return sum;
    }

    private static int halfGradient(int mean, int topLeft) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int channel = mean >> shift & 0xff;
            sum |= clip(channel + (channel - (topLeft >> shift & 0xff)) / 2) << shift;
        }
        return sum;
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(value, 255));
    }

    private void addColor(int[] pixels, int height) {
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int factors = tile(x, y);
                int pixel = pixels[at];
                byte green = (byte) (pixel >> 8);
                int red = ((pixel >> 16) + (((byte) factors * green) >> 5)) & 0xff;
                int blue =
                        pixel + (((byte) (factors >> 8) * green) >> 5) + (((byte) (factors >> 16) * (byte) red) >> 5);
                pixels[at] = (pixel & 0xff00ff00) | red << 16 | (blue & 0xff);
            }
        }
    }

    /** Replaces indices with colours; indices beyond the palette are transparent black. */
    private int[] lookUp(int[] packed, int height) {
        int[] pixels = bits == 0 ? packed : new int[Math.multiplyExact(width, height)];
        int packedWidth = subsampled(width, bits);
        int indexBits = 8 >> bits;
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int green = packed[y * packedWidth + (x >> bits)] >> 8 & 0xff;
                int index = (green >> ((x & ((1 << bits) - 1)) * indexBits)) & ((1 << indexBits) - 1);
                pixels[at] = index < data.length ? data[index] : 0;
            }
        }
        return pixels;
    }
}
