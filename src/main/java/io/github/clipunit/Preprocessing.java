package io.github.clipunit;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import java.awt.Rectangle;

/**
 * The conversion of a picture to tensors, and the part of it that reaches the model.
 *
 * @param version a line that describes the whole conversion and changes whenever scores could
 * @param width the width that pictures are resized and cropped to, in pixels; 0 if unknown
 * @param height the height that pictures are resized and cropped to, in pixels; 0 if unknown
 * @param shortEdge the length that the short edge is resized to before the centre crop, in pixels; 0 if nothing is
 *     cropped
 */
public record Preprocessing(String version, int width, int height, int shortEdge) {

    public Preprocessing {
        Demands.require("version", version);
        Demands.requireAtLeast(0, "width", width);
        Demands.requireAtLeast(0, "height", height);
        Demands.requireAtLeast(0, "shortEdge", shortEdge);
    }

    /** Returns preprocessing of which only the version is known; the model is assumed to see whole pictures. */
    public static Preprocessing of(String version) {
        return new Preprocessing(version, 0, 0, 0);
    }

    /** Returns the box of the picture that reaches the model, in the picture's own pixels. */
    public Rectangle seen(ClipImage image) {
        Demands.require("image", image);
        if (shortEdge == 0) {
            return new Rectangle(image.width(), image.height());
        }
        double scale = (double) Math.min(image.width(), image.height()) / shortEdge;
        int seenWidth = (int) Math.min(image.width(), Math.round(width * scale));
        int seenHeight = (int) Math.min(image.height(), Math.round(height * scale));
        return new Rectangle((image.width() - seenWidth) / 2, (image.height() - seenHeight) / 2, seenWidth, seenHeight);
    }
}
