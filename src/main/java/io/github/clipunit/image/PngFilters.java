package io.github.clipunit.image;

/**
 * The inverse of the filters of PNG's scan lines (ISO/IEC 15948, clause 9), applied in place. A sample depends on the
 * sample of the same colour in the previous pixel, so a line cannot be vectorised. Instead, the three or four samples
 * of a pixel are packed in one {@code long}, 16 bits apart, and computed together where that is faster.
 */
final class PngFilters {

    private static final long ONES = 0x0001_0001_0001_0001L;
    private static final long BYTES = 0x00ff_00ff_00ff_00ffL;
    /**
     * Added before a subtraction, it prevents samples from borrowing from each other; the bits that remain mark samples
     * that did not fall below 0.
     */
    private static final long SIGNS = 0x8000_8000_8000_8000L;

    private PngFilters() {}

    /**
     * Restores one line.
     *
     * @param type the line's filter, from 0 to 4
     * @param line the line without its filter type
     * @param above the line above, already restored, or zeros above the first
     * @param pixel the bytes per pixel, 3 or 4
     * @return false if there is no such filter
     */
    static boolean undo(int type, byte[] line, byte[] above, int pixel) {
        switch (type) {
            case 0 -> {}
            case 1 -> {
                if (pixel == 3) {
                    leftOfThree(line);
                } else {
                    leftOfFour(line);
                }
            }
            case 2 -> above(line, above);
            case 3 -> {
                if (pixel == 3) {
                    averageOfThree(line, above);
                } else {
                    averageOfFour(line, above);
                }
            }
            case 4 -> {
                if (pixel == 3) {
                    paethOfThree(line, above);
                } else {
                    paethOfFour(line, above);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void above(byte[] line, byte[] above) {
        for (int i = 0; i < line.length; i++) {
            line[i] += above[i];
        }
    }

    private static void leftOfThree(byte[] line) {
        long left = 0;
        for (int i = 0; i <= line.length - 3; i += 3) {
            left = (left + three(line, i)) & BYTES;
            putThree(left, line, i);
        }
    }

    private static void averageOfThree(byte[] line, byte[] above) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i <= line.length - 3; i += 3) {
            red = (line[i] + ((red + (above[i] & 0xff)) >> 1)) & 0xff;
            green = (line[i + 1] + ((green + (above[i + 1] & 0xff)) >> 1)) & 0xff;
            blue = (line[i + 2] + ((blue + (above[i + 2] & 0xff)) >> 1)) & 0xff;
            line[i] = (byte) red;
            line[i + 1] = (byte) green;
            line[i + 2] = (byte) blue;
        }
    }

    private static void paethOfThree(byte[] line, byte[] above) {
        long left = 0;
        long corner = 0;
        for (int i = 0; i <= line.length - 3; i += 3) {
            long up = three(above, i);
            left = (nearest(left, up, corner) + three(line, i)) & BYTES;
            putThree(left, line, i);
            corner = up;
        }
    }

    private static void leftOfFour(byte[] line) {
        long left = 0;
        for (int i = 0; i <= line.length - 4; i += 4) {
            left = (left + four(line, i)) & BYTES;
            putFour(left, line, i);
        }
    }

    private static void averageOfFour(byte[] line, byte[] above) {
        for (int i = 0; i < line.length; i++) {
            int left = i < 4 ? 0 : line[i - 4] & 0xff;
            line[i] += (byte) ((left + (above[i] & 0xff)) >> 1);
        }
    }

    private static void paethOfFour(byte[] line, byte[] above) {
        long left = 0;
        long corner = 0;
        for (int i = 0; i <= line.length - 4; i += 4) {
            long up = four(above, i);
            left = (nearest(left, up, corner) + four(line, i)) & BYTES;
            putFour(left, line, i);
            corner = up;
        }
    }

    private static long three(byte[] line, int at) {
        return (line[at] & 0xffL) | (line[at + 1] & 0xffL) << 16 | (line[at + 2] & 0xffL) << 32;
    }

    private static long four(byte[] line, int at) {
        return three(line, at) | (line[at + 3] & 0xffL) << 48;
    }

    private static void putThree(long samples, byte[] line, int at) {
        line[at] = (byte) samples;
        line[at + 1] = (byte) (samples >>> 16);
        line[at + 2] = (byte) (samples >>> 32);
    }

    private static void putFour(long samples, byte[] line, int at) {
        putThree(samples, line, at);
        line[at + 3] = (byte) (samples >>> 48);
    }

    /**
     * Returns Paeth's predictor: the one that is nearest to {@code left + above - corner}, the first of equals. That is
     * the higher of left and above if {@code 3 * corner - left - above} is at most the lower one, the lower if it is at
     * least the higher one, and otherwise the corner (Fabian Giesen's form, in stb_image). Masks select it, because
     * branches here are unpredictable.
     */
    static long nearest(long left, long above, long corner) {
        long different = (left ^ above) & whereNotNegative((left | SIGNS) - above);
        long higher = above ^ different;
        long lower = left ^ different;
        long threshold = 3 * corner + SIGNS - above - left;
        long lowerOrCorner = corner ^ ((corner ^ lower) & whereNotNegative(threshold - higher));
        return higher ^ ((higher ^ lowerOrCorner) & whereNotNegative(threshold - lower - ONES));
    }

    private static long whereNotNegative(long biased) {
        long bits = (biased >>> 15) & ONES;
        return (bits << 8) - bits;
    }
}
