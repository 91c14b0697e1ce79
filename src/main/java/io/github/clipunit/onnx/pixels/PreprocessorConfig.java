package io.github.clipunit.onnx.pixels;

import io.github.clipunit.Preprocessing;
import io.github.clipunit.model.ConfigFile;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a picture's pixels, each step with its numbers: nothing is left to a default.
 *
 * @param shortEdge what the short edge is resized to, or 0 where both edges are given
 * @param width the width both are resized to, or 0
 * @param height the height both are resized to, or 0
 * @param cropWidth the width of the centre crop, or 0 for none
 * @param cropHeight the height of the centre crop, or 0 for none
 * @param roundsToEven whether half a pixel beside the crop is rounded to the even neighbour, as torchvision does, or down
 * @param rescale what samples of 0 to 255 are multiplied with
 * @param mean what is subtracted, a number a channel
 * @param std what is divided by, a number a channel
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

    /** The longest side that a file may ask for: three planes of floats are as large, and no vision tower is near. */
    public static final int LONGEST_SIDE = 2048;

    /**
     * What a file asks for.
     *
     * @param file of an image processor that is known
     * @param modelType whose image processor it is where the file does not say
     * @param imageSize the side that the vision tower was made for, where the model says
     */
    public static PreprocessorConfig of(ConfigFile file, String modelType, Optional<Integer> imageSize) {
        return ImageProcessor.of(file, modelType).read(file, imageSize);
    }

    /** The width and height a picture is resized to: the long edge is truncated, as Python's {@code int} does. */
    int[] resized(int imageWidth, int imageHeight) {
        if (shortEdge == 0) {
            return width == 0 ? new int[] {imageWidth, imageHeight} : new int[] {width, height};
        }
        return imageWidth <= imageHeight
                ? new int[] {shortEdge, longEdge(imageHeight, imageWidth)}
                : new int[] {longEdge(imageWidth, imageHeight), shortEdge};
    }

    /** The distance from the crop's edge to the picture's: negative where the picture is smaller. */
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

    /** What others may know: the version, and what of a picture is seen, where a crop or a size alone decides that. */
    public Preprocessing preprocessing() {
        boolean isCropped = cropWidth > 0;
        if (shortEdge > 0 && isCropped) {
            return new Preprocessing(version(), cropWidth, cropHeight, shortEdge);
        }
        return isCropped ? Preprocessing.of(version()) : new Preprocessing(version(), width, height, 0);
    }

    /** One line that changes whenever tensors could; the leading number counts clipunit's own changes. */
    private String version() {
        return "1; " + steps();
    }

    /** The steps and their numbers, in one line. */
    public String steps() {
        String edges = shortEdge > 0 ? "short " + shortEdge : width + "x" + height;
        return "resize " + edges + " " + filter.name().toLowerCase(Locale.ROOT) + "; crop " + cropWidth + "x"
                + cropHeight + (roundsToEven ? " rounded to even" : "")
                + "; rescale " + rescale + "; mean " + mean[0] + " " + mean[1] + " " + mean[2] + "; std " + std[0] + " "
                + std[1] + " " + std[2];
    }
}
