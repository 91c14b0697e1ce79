package io.github.clipunit.explain;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the model looked, by occlusion (Zeiler and Fergus 2014, arXiv 1311.2901): each cell of a grid over what the model
 * sees of the picture is covered with the picture's mean colour, and the score compared with that of the whole.
 */
public final class Occlusion {

    /** Cells a side of the grid. */
    public static final int CELLS = 7;

    /** How many covered copies of the picture are in memory at once. */
    private static final int BATCH = 8;

    private Occlusion() {}

    /**
     * The map of a picture and a prompt; takes as long as scoring fifty pictures.
     *
     * @param score the score of the whole picture and the prompt
     */
    public static HeatMap of(ClipScorer scorer, ClipImage image, String prompt, double score) {
        ModelView.Box box = ModelView.of(scorer.model()).box(image);
        int columns = Math.min(CELLS, box.width());
        int rows = Math.min(CELLS, box.height());
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
                box.left() / width,
                box.top() / height,
                box.right() / width,
                box.bottom() / height);
    }

    private static ModelView.Box cell(ModelView.Box box, int columns, int rows, int cell) {
        int column = cell % columns;
        int row = cell / columns;
        return new ModelView.Box(
                box.left() + column * box.width() / columns,
                box.top() + row * box.height() / rows,
                box.left() + (column + 1) * box.width() / columns,
                box.top() + (row + 1) * box.height() / rows);
    }

    private static ClipImage cover(ClipImage image, ModelView.Box cell, int[] colour) {
        BufferedImage copy = image.toBufferedImage();
        int rgb = (colour[0] << 16) | (colour[1] << 8) | colour[2];
        for (int y = cell.top(); y < cell.bottom(); y++) {
            for (int x = cell.left(); x < cell.right(); x++) {
                copy.setRGB(x, y, rgb);
            }
        }
        return ClipImage.of(copy);
    }
}
