package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;

/**
 * Bars of one colour on opposite sides of a picture: a letterbox, or with four sides a frame. Bars count if they take
 * at most half of the side, if the opposite bar has the same colour and a similar width, and if the picture between
 * them starts abruptly, along most of the bar, and in several colours. A plain background around an object has no such
 * start, and the stripes of a flag or an upright rectangle have one colour there.
 *
 * @param top the height of the upper bar in pixels, 0 if there is none
 * @param bottom the height of the lower bar
 * @param left the width of the left bar
 * @param right the width of the right bar
 * @hidden
 */
public record Borders(int top, int bottom, int left, int right) {

    /**
     * The number of sides of a framed picture along which colours must vary; a tile on a plain background has a
     * gradient along two.
     */
    private static final int VARIED_SIDES_OF_FRAMED = 3;

    /** Returns whether there is any bar. */
    boolean isPresent() {
        return top + bottom + left + right > 0;
    }

    /** Returns the bars of a picture. */
    static Borders of(ClipImage image) {
        BarFinder rows = BarFinder.ofRows(image);
        BarFinder columns = BarFinder.ofColumns(image);
        int top = rows.plainLines(1);
        int bottom = rows.plainLines(-1);
        int left = columns.plainLines(1);
        int right = columns.plainLines(-1);
        int acrossRows = rows.picturesBetween(top, bottom, left, right);
        int acrossColumns = columns.picturesBetween(left, right, top, bottom);
        boolean isFramed = Math.min(top, bottom) > 0 && Math.min(left, right) > 0;
        boolean isPicture = acrossRows + acrossColumns >= (isFramed ? VARIED_SIDES_OF_FRAMED : 1);
        boolean horizontal = isPicture && acrossRows > 0;
        boolean vertical = isPicture && acrossColumns > 0;
        return new Borders(horizontal ? top : 0, horizontal ? bottom : 0, vertical ? left : 0, vertical ? right : 0);
    }
}
