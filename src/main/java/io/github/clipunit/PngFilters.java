package io.github.clipunit;

/**
 * Undoes the filters of PNG's scan lines (ISO/IEC 15948, clause 9), in place. Pixels of three bytes have loops of their own:
 * a byte depends on the one before it of its own colour alone, and three such chains side by side take as long as one.
 */
final class PngFilters {

    private PngFilters() {}

    /**
     * Restores one line.
     *
     * @param type the line's filter, from 0 to 4
     * @param lines holds the line and the one above it, which is restored already, or zero above the first
     * @param at where the line begins
     * @param above where the one above begins
     * @param length of each, in bytes
     * @param pixel how many bytes a pixel has
     * @return false where there is no such filter
     */
    static boolean undo(int type, byte[] lines, int at, int above, int length, int pixel) {
        switch (type) {
            case 0 -> {}
            case 1 -> left(lines, at, length, pixel);
            case 2 -> above(lines, at, above, length);
            case 3 -> {
                if (pixel == 3) {
                    averageOfThree(lines, at, above, length);
                } else {
                    average(lines, at, above, length, pixel);
                }
            }
            case 4 -> {
                if (pixel == 3) {
                    paethOfThree(lines, at, above, length);
                } else {
                    paeth(lines, at, above, length, pixel);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void left(byte[] lines, int at, int length, int pixel) {
        for (int i = at + pixel; i < at + length; i++) {
            lines[i] += lines[i - pixel];
        }
    }

    private static void above(byte[] lines, int at, int above, int length) {
        for (int i = 0; i < length; i++) {
            lines[at + i] += lines[above + i];
        }
    }

    private static void average(byte[] lines, int at, int above, int length, int pixel) {
        for (int i = 0; i < length; i++) {
            int left = i < pixel ? 0 : lines[at + i - pixel] & 0xff;
            lines[at + i] += (byte) ((left + (lines[above + i] & 0xff)) >> 1);
        }
    }

    private static void averageOfThree(byte[] lines, int at, int above, int length) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i < length; i += 3) {
            red = (lines[at + i] + ((red + (lines[above + i] & 0xff)) >> 1)) & 0xff;
            green = (lines[at + i + 1] + ((green + (lines[above + i + 1] & 0xff)) >> 1)) & 0xff;
            blue = (lines[at + i + 2] + ((blue + (lines[above + i + 2] & 0xff)) >> 1)) & 0xff;
            lines[at + i] = (byte) red;
            lines[at + i + 1] = (byte) green;
            lines[at + i + 2] = (byte) blue;
        }
    }

    private static void paeth(byte[] lines, int at, int above, int length, int pixel) {
        for (int i = 0; i < length; i++) {
            int left = i < pixel ? 0 : lines[at + i - pixel] & 0xff;
            int corner = i < pixel ? 0 : lines[above + i - pixel] & 0xff;
            lines[at + i] += (byte) nearest(left, lines[above + i] & 0xff, corner);
        }
    }

    private static void paethOfThree(byte[] lines, int at, int above, int length) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int cornerRed = 0;
        int cornerGreen = 0;
        int cornerBlue = 0;
        for (int i = 0; i < length; i += 3) {
            int aboveRed = lines[above + i] & 0xff;
            int aboveGreen = lines[above + i + 1] & 0xff;
            int aboveBlue = lines[above + i + 2] & 0xff;
            red = (lines[at + i] + nearest(red, aboveRed, cornerRed)) & 0xff;
            green = (lines[at + i + 1] + nearest(green, aboveGreen, cornerGreen)) & 0xff;
            blue = (lines[at + i + 2] + nearest(blue, aboveBlue, cornerBlue)) & 0xff;
            lines[at + i] = (byte) red;
            lines[at + i + 1] = (byte) green;
            lines[at + i + 2] = (byte) blue;
            cornerRed = aboveRed;
            cornerGreen = aboveGreen;
            cornerBlue = aboveBlue;
        }
    }

    /**
     * Paeth's predictor: whichever lies nearest to {@code left + above - corner}; of equals the first. Chosen by the signs of
     * differences, as no processor foresees which it is.
     */
    private static int nearest(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        int isCornerNearer = (toCorner - toAbove) >> 31;
        int second = above ^ ((above ^ corner) & isCornerNearer);
        int toSecond = Math.min(toAbove, toCorner);
        int isSecondNearer = (toSecond - toLeft) >> 31;
        return left ^ ((left ^ second) & isSecondNearer);
    }
}
