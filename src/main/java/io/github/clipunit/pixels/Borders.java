package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;

/**
 * Bars of one colour on opposite sides of a picture: a letterbox, or with four sides a frame. Bars count where they
 * take no more than half of the side, the one opposite has the same colour and about the same width, and the picture
 * between them starts abruptly, along nine tenths of the bar. A plain ground around an object has no such start; a flag
 * of three stripes and an upright rectangle in the middle do, and are taken for framed pictures.
 *
 * @param top the height of the upper bar in pixels, 0 where there is none
 * @param bottom the height of the lower bar
 * @param left the width of the left bar
 * @param right the width of the right bar
 * @hidden
 */
public record Borders(int top, int bottom, int left, int right) {

    /** Whether there is any bar. */
    boolean isPresent() {
        return top + bottom + left + right > 0;
    }

    /** Finds the bars of a picture. */
    static Borders of(ClipImage image) {
        BarFinder rows = BarFinder.ofRows(image);
        BarFinder columns = BarFinder.ofColumns(image);
        int top = rows.plainLines(1);
        int bottom = rows.plainLines(-1);
        int left = columns.plainLines(1);
        int right = columns.plainLines(-1);
        boolean horizontal = rows.areBars(top, bottom, left, right);
        boolean vertical = columns.areBars(left, right, top, bottom);
        return new Borders(horizontal ? top : 0, horizontal ? bottom : 0, vertical ? left : 0, vertical ? right : 0);
    }
}
