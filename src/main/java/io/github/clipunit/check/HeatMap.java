package io.github.clipunit.check;

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
 * @hidden
 */
public record HeatMap(
        int columns, int rows, List<Double> values, double left, double top, double right, double bottom) {

    public HeatMap {
        values = List.copyOf(values);
        if (columns < 1 || rows < 1 || values.size() != (long) columns * rows) {
            throw new IllegalArgumentException("a heat map of " + columns + " x " + rows
                    + " cells needs as many values, but has [" + values.size() + "]");
        }
        if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException("a heat map needs finite values, but has " + values);
        }
        if (!(0 <= left && left < right && right <= 1 && 0 <= top && top < bottom && bottom <= 1)) {
            throw new IllegalArgumentException("a heat map must lie inside its picture, but goes from [" + left + ", "
                    + top + "] to [" + right + ", " + bottom + "]");
        }
    }
}
