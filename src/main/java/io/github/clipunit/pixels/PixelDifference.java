package io.github.clipunit.pixels;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The differences between the pixels of several pictures of one size.
 *
 * @param largest the largest difference of one channel of one pixel between any two of the pictures, in [0, 255]
 * @param differing the share of pixels in which not all pictures agree, in [0, 1]
 * @hidden
 */
public record PixelDifference(int largest, double differing) {

    /**
     * Compares all pictures with each other.
     *
     * @param images at least one picture
     * @throws IllegalArgumentException if there is no picture, or sizes differ
     */
    public static PixelDifference among(List<ClipImage> images) {
        Demands.requireAtLeast(1, "number of pictures", images.size());
        ClipImage first = images.get(0);
        for (ClipImage image : images) {
            if (!isSameSize(first, image)) {
                throw new IllegalArgumentException("pictures of [" + first.width() + " x " + first.height() + "] and ["
                        + image.width() + " x " + image.height() + "] pixels cannot be compared by pixel");
            }
        }
        return compare(images.stream().map(ClipImage::rgb).toList());
    }

    public static boolean isSameSize(ClipImage first, ClipImage second) {
        return first.width() == second.width() && first.height() == second.height();
    }

    private static PixelDifference compare(List<ByteBuffer> pictures) {
        int bytes = pictures.get(0).limit();
        int largest = 0;
        int differing = 0;
        for (int pixel = 0; pixel < bytes; pixel += 3) {
            int spread = Math.max(
                    spread(pictures, pixel), Math.max(spread(pictures, pixel + 1), spread(pictures, pixel + 2)));
            largest = Math.max(largest, spread);
            differing += spread > 0 ? 1 : 0;
        }
        return new PixelDifference(largest, differing / (bytes / 3.0));
    }

    private static int spread(List<ByteBuffer> pictures, int at) {
        int lowest = 255;
        int highest = 0;
        for (ByteBuffer picture : pictures) {
            int value = picture.get(at) & 0xff;
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return highest - lowest;
    }
}
