package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import java.nio.ByteBuffer;

/** Looks for bars along the lines of a picture, its rows or its columns, from both ends. */
final class BarFinder {

    /** How far a channel may stray from the bar's colour; JPEG blurs the edge of a bar. */
    private static final int NOISE = 12;
    /** The share of a line that may stray further. */
    private static final double OUTLIERS = 0.02;
    /** The share of a line that must differ where the picture starts. */
    private static final double ABRUPT = 0.9;
    /** The picture may take so many lines to start, for an edge is not always sharp. */
    private static final int SOFT_EDGE = 4;
    /** Narrower bars, as a share of the picture, are not worth a word. */
    private static final double NARROWEST = 0.01;
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

    /**
     * How many lines from one end have the colour of that end's corner; direction is 1 from the first, -1 from the
     * last.
     */
    int plainLines(int direction) {
        int from = direction > 0 ? 0 : lines - 1;
        int count = 0;
        while (count < lines && straying(from, from + direction * count, 0, 0) <= OUTLIERS) {
            count++;
        }
        return count;
    }

    /**
     * Whether the plain lines at both ends are bars: neither thin nor half of the picture, alike, and with an abrupt
     * start of what is between them, looked at without the plain lines of the other two sides where those have the same
     * colour.
     */
    boolean areBars(int first, int last, int before, int after) {
        boolean thin = Math.min(first, last) < Math.max(1, NARROWEST * lines);
        boolean lopsided = Math.abs(first - last) > 2 + LOPSIDED * lines;
        if (thin || lopsided || 2 * (first + last) > lines || !isOneColour()) {
            return false;
        }
        int skipBefore = before < length ? before : 0;
        int skipAfter = after < length - skipBefore ? after : 0;
        return startsAbruptly(0, first, 1, skipBefore, skipAfter)
                && startsAbruptly(lines - 1, lines - 1 - last, -1, skipBefore, skipAfter);
    }

    private boolean isOneColour() {
        return !strays(0, at(lines - 1, 0));
    }

    private boolean startsAbruptly(int end, int start, int direction, int skipBefore, int skipAfter) {
        for (int i = 0; i < SOFT_EDGE; i++) {
            int line = start + i * direction;
            if (line >= 0 && line < lines && straying(end, line, skipBefore, skipAfter) >= ABRUPT) {
                return true;
            }
        }
        return false;
    }

    /** The share of a line that has not the colour of the corner of the line at the end. */
    private double straying(int end, int line, int skipBefore, int skipAfter) {
        int corner = at(end, 0);
        int straying = 0;
        for (int i = skipBefore; i < length - skipAfter; i++) {
            straying += strays(corner, at(line, i)) ? 1 : 0;
        }
        return (double) straying / (length - skipBefore - skipAfter);
    }

    private int at(int line, int i) {
        return line * lineStep + i * pixelStep;
    }

    private boolean strays(int corner, int pixel) {
        for (int c = 0; c < 3; c++) {
            if (Math.abs((rgb.get(corner + c) & 0xff) - (rgb.get(pixel + c) & 0xff)) > NOISE) {
                return true;
            }
        }
        return false;
    }
}
