package io.github.clipunit.explain;

import io.github.clipunit.ClipModel;
import io.github.clipunit.image.ClipImage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a picture a model looks at, read from {@link ClipModel#preprocessing()}; where that does not say, the whole.
 *
 * @param width what pictures are brought to, in pixels; 0 where it is not known
 * @param height as {@code width}
 * @param shortEdge what the short edge is resized to before the centre is cut out, or 0 where nothing is cut
 */
record ModelView(int width, int height, int shortEdge) {

    private static final Pattern CROPPED = Pattern.compile("resize short (\\d+) .*; crop ([1-9]\\d*)x([1-9]\\d*);.*");
    private static final Pattern SQUEEZED = Pattern.compile("resize ([1-9]\\d*)x([1-9]\\d*) .*; crop 0x0;.*");

    static ModelView of(ClipModel model) {
        Matcher cropped = CROPPED.matcher(model.preprocessing());
        Matcher squeezed = SQUEEZED.matcher(model.preprocessing());
        if (cropped.find()) {
            return new ModelView(number(cropped, 2), number(cropped, 3), number(cropped, 1));
        }
        return squeezed.find() ? new ModelView(number(squeezed, 1), number(squeezed, 2), 0) : new ModelView(0, 0, 0);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** The box of the picture that reaches the model. */
    Box box(ClipImage image) {
        if (shortEdge == 0) {
            return new Box(0, 0, image.width(), image.height());
        }
        double scale = (double) Math.min(image.width(), image.height()) / shortEdge;
        int seenWidth = (int) Math.min(image.width(), Math.round(width * scale));
        int seenHeight = (int) Math.min(image.height(), Math.round(height * scale));
        int left = (image.width() - seenWidth) / 2;
        int top = (image.height() - seenHeight) / 2;
        return new Box(left, top, left + seenWidth, top + seenHeight);
    }

    /** A box of pixels: {@code right} and {@code bottom} are the first column and row outside of it. */
    record Box(int left, int top, int right, int bottom) {

        int width() {
            return right - left;
        }

        int height() {
            return bottom - top;
        }

        double shareOf(ClipImage image) {
            return (double) width() * height() / ((double) image.width() * image.height());
        }
    }
}
