package io.github.clipunit.explain;

import java.util.Arrays;
import java.util.Optional;

/**
 * A kind of picture that is not drawn in a few flat colours, recognised by the statistics of its colours and of
 * neighbouring pixels.
 *
 * @hidden
 */
public enum PictureKind {
    /** A photograph, or a painting with as many colours. */
    PHOTOGRAPH("a photograph or a painting"),
    /** Colours that blend into each other, without edges. */
    GRADIENT("a bare gradient"),
    /** Text, or a user interface. */
    TEXT("text or a user interface");

    /** The number of upper bits per channel that must match for two colours to count as equal. */
    private static final int BITS = 5;

    /** The number of evenly spread rows to read, which suffices for the statistics. */
    private static final int MOST_ROWS = 128;

    private static final double NEARLY_ALL = 0.9;
    private static final int MANY_COLOURS = 100;
    private static final int FEW_COLOURS = 8;

    /**
     * The largest step that counts as flat, between neighbours in a row, in levels of the channel that differs most.
     */
    private static final int FLAT = 2;

    private static final int EDGE = 16;
    private static final int HARD_EDGE = 48;

    private static final double NO_EDGES = 0.0005;
    private static final int EDGES_OF_TEXT = 32;
    private static final double ROWS_OF_TEXT = 0.1;
    private static final double MOSTLY_FLAT = 0.65;

    private final String words;

    PictureKind(String words) {
        this.words = words;
    }

    /**
     * Returns the kind, if it is one of these.
     *
     * @param rgb rows from top to bottom, three bytes per pixel
     */
    static Optional<PictureKind> of(byte[] rgb, int width) {
        int[] counts = new int[1 << (3 * BITS)];
        int flat = 0;
        int edges = 0;
        int rowsOfText = 0;
        int height = rgb.length / 3 / width;
        int rows = 0;
        for (int y = 0; y < height; y += Math.max(1, height / MOST_ROWS)) {
            rows++;
            int hard = 0;
            for (int x = 0, at = 3 * width * y; x < width; x++, at += 3) {
                counts[colour(rgb, at)]++;
                int step = x == 0 ? 0 : step(rgb, at);
                flat += x > 0 && step <= FLAT ? 1 : 0;
                edges += step > EDGE ? 1 : 0;
                hard += step > HARD_EDGE ? 1 : 0;
            }
            rowsOfText += hard >= EDGES_OF_TEXT ? 1 : 0;
        }
        double steps = (double) rows * (width - 1);
        if (edges < NO_EDGES * steps
                && Arrays.stream(counts).filter(count -> count > 0).count() >= FEW_COLOURS) {
            return Optional.of(GRADIENT);
        }
        if (coloursOf(counts, NEARLY_ALL * rows * width) >= MANY_COLOURS) {
            return Optional.of(PHOTOGRAPH);
        }
        return rowsOfText >= ROWS_OF_TEXT * rows && flat >= MOSTLY_FLAT * steps ? Optional.of(TEXT) : Optional.empty();
    }

    private static int colour(byte[] rgb, int at) {
        return (bits(rgb[at]) << (2 * BITS)) | (bits(rgb[at + 1]) << BITS) | bits(rgb[at + 2]);
    }

    private static int bits(byte level) {
        return (level & 0xff) >> (Byte.SIZE - BITS);
    }

    private static int step(byte[] rgb, int at) {
        return Math.max(
                Math.abs((rgb[at] & 0xff) - (rgb[at - 3] & 0xff)),
                Math.max(
                        Math.abs((rgb[at + 1] & 0xff) - (rgb[at - 2] & 0xff)),
                        Math.abs((rgb[at + 2] & 0xff) - (rgb[at - 1] & 0xff))));
    }

    /** Returns the number of most frequent colours that cover so many pixels. */
    private static int coloursOf(int[] counts, double pixels) {
        int[] rising = Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
        int covered = 0;
        int colours = 0;
        while (covered < pixels) {
            colours++;
            covered += rising[rising.length - colours];
        }
        return colours;
    }

    @Override
    public String toString() {
        return words;
    }
}
