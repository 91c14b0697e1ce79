package io.github.clipunit.explain;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.image.ClipImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A map of where the model looked, by occlusion (Zeiler and Fergus 2014, arXiv 1311.2901): each cell of a grid over the
 * part of the picture that the model sees is covered with the picture's mean colour, and the score is compared with
 * that of the whole picture.
 */
public final class Occlusion {

    /** The number of cells per side of the grid. */
    public static final int CELLS = 7;

    /** The number of covered copies of the picture in memory at once. */
    private static final int BATCH = 8;

    private Occlusion() {}

    /**
     * Returns the map of a picture and a prompt; takes as long as scoring fifty pictures.
     *
     * @param score the score of the whole picture and the prompt
     */
    public static HeatMap of(ClipScorer scorer, ClipImage image, String prompt, double score) {
        Rectangle box = scorer.model().preprocessing().seen(image);
        int columns = Math.min(CELLS, box.width);
        int rows = Math.min(CELLS, box.height);
        int[] mean = PictureHints.mean(image);
        List<Double> values = new ArrayList<>();
        for (int from = 0; from < columns * rows; from += BATCH) {
            List<ClipImage> covered = new ArrayList<>();
            for (int cell = from; cell < Math.min(columns * rows, from + BATCH); cell++) {
                covered.add(cover(image, cell(box, columns, rows, cell), mean));
            }
            scorer.scores(covered, prompt).forEach(without -> values.add(score - without.cosine()));
        }
        double width = image.width();
        double height = image.height();
        return new HeatMap(
                columns,
                rows,
                values,
                box.x / width,
                box.y / height,
                (box.x + box.width) / width,
                (box.y + box.height) / height);
    }

    private static Rectangle cell(Rectangle box, int columns, int rows, int cell) {
        int column = cell % columns;
        int row = cell / columns;
        int left = column * box.width / columns;
        int top = row * box.height / rows;
        return new Rectangle(
                box.x + left,
                box.y + top,
                (column + 1) * box.width / columns - left,
                (row + 1) * box.height / rows - top);
    }

    private static ClipImage cover(ClipImage image, Rectangle cell, int[] colour) {
        BufferedImage copy = image.toBufferedImage();
        int rgb = (colour[0] << 16) | (colour[1] << 8) | colour[2];
        for (int y = cell.y; y < cell.y + cell.height; y++) {
            for (int x = cell.x; x < cell.x + cell.width; x++) {
                copy.setRGB(x, y, rgb);
            }
        }
        return ClipImage.of(copy);
    }
}
