package io.github.clipunit.onnx.pixels;

import io.github.clipunit.Preprocessing;
import io.github.clipunit.model.ConfigFile;
import java.util.Locale;
import java.util.Optional;

/**
 * The steps of preprocessing with all their numbers; none is left to a default.
 *
 * @param shortEdge the length that the short edge is resized to, or 0 if both edges are given
 * @param width the width of the resized picture, or 0
 * @param height the height of the resized picture, or 0
 * @param cropWidth the width of the centre crop, or 0 for none
 * @param cropHeight the height of the centre crop, or 0 for none
 * @param roundsToEven whether the crop's offset of half a pixel is rounded to the even neighbour, as torchvision does,
 *     or else down
 * @param rescale the factor for samples of 0 to 255
 * @param mean the numbers to subtract, one per channel
 * @param std the numbers to divide by, one per channel
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
public record PreprocessorConfig(
        int shortEdge,
        int width,
        int height,
        ResampleFilter filter,
        int cropWidth,
        int cropHeight,
        boolean roundsToEven,
        double rescale,
        double[] mean,
        double[] std) {

    /**
     * The longest side that a file may request: three planes of floats of this size are large, and no vision tower
     * comes near it.
     */
    public static final int LONGEST_SIDE = 2048;

    /**
     * Returns the steps in a file.
     *
     * @param file the file of a supported image processor
     * @param modelType implies the image processor if the file names none
     * @param imageSize the side length that the vision tower was made for, if the model states it
     */
    public static PreprocessorConfig of(ConfigFile file, String modelType, Optional<Integer> imageSize) {
        return ImageProcessor.of(file, modelType).read(file, imageSize);
    }

    /** Returns the width and height of the resized picture; the long edge is truncated, as by Python's {@code int}. */
    int[] resized(int imageWidth, int imageHeight) {
        if (shortEdge == 0) {
            return width == 0 ? new int[] {imageWidth, imageHeight} : new int[] {width, height};
        }
        return imageWidth <= imageHeight
                ? new int[] {shortEdge, longEdge(imageHeight, imageWidth)}
                : new int[] {longEdge(imageWidth, imageHeight), shortEdge};
    }

    /** Returns the distance from the picture's edge to the crop's; negative if the picture is smaller than the crop. */
    int offset(int resized, int out) {
        int half = Math.floorDiv(resized - out, 2);
        boolean isOdd = ((resized - out) & 1) != 0;
        return roundsToEven && isOdd ? half + (half & 1) : half;
    }

    private int longEdge(int imageLong, int imageShort) {
        double edge = (double) shortEdge * imageLong / imageShort;
        if (edge > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a picture of " + imageShort + " by " + imageLong
                    + " pixels is too elongated: resized to " + shortEdge + " its long edge would be "
                    + Math.round(edge));
        }
        return (int) edge;
    }

    /**
     * Returns the public facts: the version, and the visible part of a picture if a crop or a size alone decides it.
     */
    public Preprocessing preprocessing() {
        boolean isCropped = cropWidth > 0;
        if (shortEdge > 0 && isCropped) {
            return new Preprocessing(version(), cropWidth, cropHeight, shortEdge);
        }
        return isCropped ? Preprocessing.of(version()) : new Preprocessing(version(), width, height, 0);
    }

    /** Returns one line that changes whenever tensors could; the leading number counts clipunit's own changes. */
    private String version() {
        return "1; " + steps();
    }

    /** Returns the steps and their numbers, in one line. */
    public String steps() {
        String edges = shortEdge > 0 ? "short " + shortEdge : width + "x" + height;
        return "resize " + edges + " " + filter.name().toLowerCase(Locale.ROOT) + "; crop " + cropWidth + "x"
                + cropHeight + (roundsToEven ? " rounded to even" : "")
                + "; rescale " + rescale + "; mean " + mean[0] + " " + mean[1] + " " + mean[2] + "; std " + std[0] + " "
                + std[1] + " " + std[2];
    }
}
