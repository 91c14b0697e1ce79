package io.github.clipunit;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import java.awt.Rectangle;

/**
 * How pixels become tensors, and what of a picture reaches the model.
 *
 * @param version all of it in one line, which changes whenever scores could
 * @param width what pictures are brought to, in pixels; 0 where that is not known
 * @param height as {@code width}
 * @param shortEdge what the short edge is resized to before the centre is cut out, in pixels; 0 where nothing is cut out
 */
public record Preprocessing(String version, int width, int height, int shortEdge) {

    public Preprocessing {
        Demands.require("version", version);
        Demands.requireAtLeast(0, "width", width);
        Demands.requireAtLeast(0, "height", height);
        Demands.requireAtLeast(0, "shortEdge", shortEdge);
    }

    /** Preprocessing of which only the version is known; the model is taken to see whole pictures. */
    public static Preprocessing of(String version) {
        return new Preprocessing(version, 0, 0, 0);
    }

    /** The box of the picture that reaches the model, in the picture's own pixels. */
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
