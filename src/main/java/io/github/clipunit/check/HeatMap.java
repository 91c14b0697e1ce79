package io.github.clipunit.check;

import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Where the model looked: by how much the score falls when a cell of the picture is covered.
 *
 * @param columns cells from left to right, at least 1
 * @param rows cells from top to bottom, at least 1
 * @param values one number a cell, rows from top to bottom: the score of the whole picture less that with the cell covered;
 *     positive where what it shows speaks for the prompt, negative where it speaks against
 * @param left where the grid starts, as a share of the picture's width, in [0, 1): what the centre crop cuts off is outside
 * @param top as {@code left}, of the picture's height
 * @param right where the grid ends, in (left, 1]
 * @param bottom as {@code right}, of the picture's height
 */
public record HeatMap(
        int columns, int rows, List<Double> values, double left, double top, double right, double bottom) {

    /** Orange and blue, which all kinds of colour vision tell apart; the sign decides. */
    private static final int[] FOR = {230, 97, 1};

    private static final int[] AGAINST = {33, 102, 172};

    private static final double MOST_OPAQUE = 0.75;

    public HeatMap {
        values = List.copyOf(values);
        if (columns < 1 || rows < 1 || values.size() != (long) columns * rows) {
            throw new IllegalArgumentException("a heat map of " + columns + " x " + rows
                    + " cells needs as many values, but has [" + values.size() + "]");
        }
    }

    /**
     * A picture with the map drawn over it: orange where covering lowers the score, blue where it raises it, the more opaque
     * the larger the difference; the largest of the map is drawn at 75 %. The picture below is gray, so that the only
     * colours are the map's, and what lies outside the grid is dark.
     *
     * @param image the picture that the map is of
     * @return a picture of the same size, of type {@link BufferedImage#TYPE_INT_RGB}
     */
    public BufferedImage drawnOver(ClipImage image) {
        BufferedImage drawn = image.toBufferedImage();
        double largest = values.stream().mapToDouble(Math::abs).max().orElse(0);
        for (int y = 0; y < image.height(); y++) {
            int row = cell((y + 0.5) / image.height(), top, bottom, rows);
            for (int x = 0; x < image.width(); x++) {
                int column = cell((x + 0.5) / image.width(), left, right, columns);
                int gray = gray(drawn.getRGB(x, y));
                boolean isOutside = row < 0 || column < 0;
                double value = isOutside || largest == 0 ? 0 : values.get(row * columns + column) / largest;
                drawn.setRGB(x, y, isOutside ? rgb(gray / 3, gray / 3, gray / 3) : mixed(gray, value));
            }
        }
        return drawn;
    }

    /** The cell that a place is in, or -1 where it is outside the grid. */
    private static int cell(double place, double from, double to, int cells) {
        return place < from || place >= to ? -1 : Math.min(cells - 1, (int) ((place - from) / (to - from) * cells));
    }

    /** The luma of ITU-R BT.601. */
    private static int gray(int rgb) {
        return (299 * ((rgb >> 16) & 0xff) + 587 * ((rgb >> 8) & 0xff) + 114 * (rgb & 0xff) + 500) / 1000;
    }

    private static int mixed(int gray, double value) {
        int[] colour = value > 0 ? FOR : AGAINST;
        double share = MOST_OPAQUE * Math.abs(value);
        int[] mixed = new int[3];
        for (int channel = 0; channel < 3; channel++) {
            mixed[channel] = (int) Math.round((1 - share) * gray + share * colour[channel]);
        }
        return rgb(mixed[0], mixed[1], mixed[2]);
    }

    private static int rgb(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }
}
