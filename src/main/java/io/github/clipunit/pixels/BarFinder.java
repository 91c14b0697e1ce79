package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A search for bars along the lines of a picture, its rows or its columns, from both ends. */
final class BarFinder {

    /** The largest deviation of a pixel's channel from a colour. */
    private static final int NOISE = 12;
    /** The largest mean deviation of the pixels of a bar's line; JPEG leaves ripples along the edge of a bar. */
    private static final double RIPPLES = 6;
    /** The share of a line that must differ where the picture starts. */
    private static final double ABRUPT = 0.85;
    /**
     * The number of lines within which the picture must start, because an edge is not always sharp, and JPEG's blocks
     * have 8.
     */
    private static final int SOFT_EDGE = 4;
    /** The share of a line that must deviate from the line's own colour; otherwise it is the edge of a drawn object. */
    private static final double VARIED = 0.2;
    /** Narrower bars, as a share of the picture or in lines, are ignored. */
    private static final double NARROWEST = 0.01;

    private static final int FEWEST_LINES = 3;
    /**
     * Bars whose widths differ by more, as a share of the picture, are the background around an object that is not in
     * the middle.
     */
    private static final double LOPSIDED = 0.02;

    private final ByteBuffer rgb;
    private final int lines;
    private final int length;
    private final int lineStep;
    private final int pixelStep;

    private BarFinder(ByteBuffer rgb, int lines, int length, int lineStep, int pixelStep) {
        this.rgb = rgb;
        this.lines = lines;
        this.length = length;
        this.lineStep = lineStep;
        this.pixelStep = pixelStep;
    }

    static BarFinder ofRows(ClipImage image) {
        return new BarFinder(image.rgb(), image.height(), image.width(), 3 * image.width(), 3);
    }

    static BarFinder ofColumns(ClipImage image) {
        return new BarFinder(image.rgb(), image.width(), image.height(), 3, 3 * image.width());
    }

    /**
     * Returns the number of lines from one end that have the colour of that end; direction is 1 from the first, -1 from
     * the last.
     */
    int plainLines(int direction) {
        int from = direction > 0 ? 0 : lines - 1;
        int[] colour = colour(from, 0, length);
        int count = 0;
        while (count < lines && ripples(colour, from + direction * count) <= RIPPLES) {
            count++;
        }
        return count;
    }

    /**
     * Returns at how many ends a picture starts after the plain lines there. The plain lines must be bars: neither thin
     * nor half of the picture, of similar width, with an abrupt start of the picture between them. The plain lines of
     * the other two sides are excluded if they have the same colour. A start in one colour is the edge of an object,
     * not of a picture.
     *
     * @return 0, 1 or 2
     */
    int picturesBetween(int first, int last, int before, int after) {
        boolean thin = Math.min(first, last) < Math.max(FEWEST_LINES, NARROWEST * lines);
        boolean lopsided = Math.abs(first - last) > 2 + LOPSIDED * lines;
        if (thin
                || lopsided
                || 2 * (first + last) > lines
                || strays(colour(0, 0, length), colour(lines - 1, 0, length))) {
            return 0;
        }
        int from = before < length ? before : 0;
        int to = length - (after < length - from ? after : 0);
        int start = start(0, first, 1, from, to);
        int end = start(lines - 1, lines - 1 - last, -1, from, to);
        return start < 0 || end < 0
                ? 0
                : (isVaried(start, 1, from, to) ? 1 : 0) + (isVaried(end, -1, from, to) ? 1 : 0);
    }

    /** Returns the line from which almost nothing has the colour of the end, or -1. */
    private int start(int end, int near, int direction, int from, int to) {
        int[] colour = colour(end, 0, length);
        for (int i = 0; i < SOFT_EDGE; i++) {
            int line = near + i * direction;
            if (line >= 0 && line < lines && straying(colour, line, from, to) >= ABRUPT) {
                return line;
            }
        }
        return -1;
    }

    /** Returns whether one of the first lines has several colours. */
    private boolean isVaried(int start, int direction, int from, int to) {
        for (int i = 0; i < SOFT_EDGE; i++) {
            int line = Math.max(0, Math.min(lines - 1, start + i * direction));
            if (straying(colour(line, from, to), line, from, to) >= VARIED) {
                return true;
            }
        }
        return false;
    }

    /** Returns the median of each channel. */
    private int[] colour(int line, int from, int to) {
        int[] colour = new int[3];
        int[] channel = new int[to - from];
        for (int c = 0; c < 3; c++) {
            for (int i = from; i < to; i++) {
                channel[i - from] = pixel(line, i)[c];
            }
            Arrays.sort(channel);
            colour[c] = channel[channel.length / 2];
        }
        return colour;
    }

    /** Returns the mean deviation of a line's pixels from a colour, in levels of lightness. */
    private double ripples(int[] colour, int line) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            int[] pixel = pixel(line, i);
            sum += Math.abs(
                    0.299 * (pixel[0] - colour[0]) + 0.587 * (pixel[1] - colour[1]) + 0.114 * (pixel[2] - colour[2]));
        }
        return sum / length;
    }

    /** Returns the share of a line that does not have the colour. */
    private double straying(int[] colour, int line, int from, int to) {
        int straying = 0;
        for (int i = from; i < to; i++) {
            straying += strays(colour, pixel(line, i)) ? 1 : 0;
        }
        return (double) straying / (to - from);
    }

    private int[] pixel(int line, int i) {
        int at = line * lineStep + i * pixelStep;
        return new int[] {rgb.get(at) & 0xff, rgb.get(at + 1) & 0xff, rgb.get(at + 2) & 0xff};
    }

    private static boolean strays(int[] colour, int[] pixel) {
        return Math.abs(pixel[0] - colour[0]) > NOISE
                || Math.abs(pixel[1] - colour[1]) > NOISE
                || Math.abs(pixel[2] - colour[2]) > NOISE;
    }
}
