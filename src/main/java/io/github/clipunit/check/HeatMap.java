package io.github.clipunit.check;

import java.util.List;

/**
 * A map of the picture's cells that shows where the model looked: how far the score falls when a cell is covered.
 *
 * @param columns the number of cells from left to right, at least 1
 * @param rows the number of cells from top to bottom, at least 1
 * @param values one number per cell, row by row from the top: the score of the whole picture minus the score with the
 *     cell covered. It is positive if the cell supports the prompt, and negative if it contradicts the prompt
 * @param left the left edge of the grid, as a share of the picture's width, in [0, 1); the part that the centre crop
 *     cuts off lies outside
 * @param top the top edge of the grid, as a share of the picture's height, in [0, 1)
 * @param right the right edge of the grid, in (left, 1]
 * @param bottom the bottom edge of the grid, in (top, 1]
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
