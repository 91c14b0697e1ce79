package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Looks for bars along the lines of a picture, its rows or its columns, from both ends. */
final class BarFinder {

    /** How far a channel of a pixel may stray from a colour. */
    private static final int NOISE = 12;
    /** How far the pixels of a bar's line may stray in the mean: JPEG leaves ripples along the edge of a bar. */
    private static final double RIPPLES = 6;
    /** The share of a line that must differ where the picture starts. */
    private static final double ABRUPT = 0.85;
    /** The picture may take so many lines to start, for an edge is not always sharp, and JPEG's blocks have 8. */
    private static final int SOFT_EDGE = 4;
    /** The share of a line that must stray from the line's own colour lest it is the edge of a drawn thing. */
    private static final double VARIED = 0.2;
    /** Narrower bars, as a share of the picture or in lines, are not worth a word. */
    private static final double NARROWEST = 0.01;

    private static final int FEWEST_LINES = 3;
    /**
     * Bars that differ by more, as a share of the picture, are the ground around something that is not in the middle.
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

    /** How many lines from one end have the colour of that end; direction is 1 from the first, -1 from the last. */
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
     * At how many ends a picture starts past the plain lines there, if these are bars: neither thin nor half of the picture,
     * alike, and with an abrupt start of what is between them, looked at without the plain lines of the other two sides where
     * those have the same colour. A line of one colour is the edge of a thing, and not of a picture.
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

    /** The line from which on next to nothing has the colour of the end, or -1. */
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

    /** Whether one of the first lines has several colours. */
    private boolean isVaried(int start, int direction, int from, int to) {
        for (int i = 0; i < SOFT_EDGE; i++) {
            int line = Math.max(0, Math.min(lines - 1, start + i * direction));
            if (straying(colour(line, from, to), line, from, to) >= VARIED) {
                return true;
            }
        }
        return false;
    }

    /** The median of each channel. */
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

    /** How far the pixels of a line are from a colour, in levels of lightness in the mean. */
    private double ripples(int[] colour, int line) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            int[] pixel = pixel(line, i);
            sum += Math.abs(
                    0.299 * (pixel[0] - colour[0]) + 0.587 * (pixel[1] - colour[1]) + 0.114 * (pixel[2] - colour[2]));
        }
        return sum / length;
    }

    /** The share of a line that has not the colour. */
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
