package io.github.clipunit.onnx.pixels;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.model.ConfigFile;
import java.util.Locale;

/**
 * What {@code preprocessor_config.json} asks for, as {@code transformers}' CLIPImageProcessor reads it; what a file leaves
 * out has that class's defaults, but for the sizes: it must say what to resize to, and without {@code crop_size} it crops
 * nothing, as SigLIP's files mean it.
 *
 * @param shortEdge what the short edge is resized to, or 0 where both edges are given
 * @param width the width both are resized to, or 0
 * @param height the height both are resized to, or 0
 * @param cropWidth the width of the centre crop, or 0 for none
 * @param cropHeight the height of the centre crop, or 0 for none
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
        double rescale,
        double[] mean,
        double[] std) {

    private static final double[] CLIP_MEAN = {0.48145466, 0.4578275, 0.40821073};
    private static final double[] CLIP_STD = {0.26862954, 0.26130258, 0.27577711};

    public static PreprocessorConfig of(ConfigFile file) {
        JsonObject json = file.json();
        boolean isResized = flag(json, "do_resize");
        boolean isCropped = flag(json, "do_center_crop") && hasCrop(json);
        boolean isNormalized = flag(json, "do_normalize");
        JsonElement size = json.has("size") && !json.get("size").isJsonNull() ? json.get("size") : new JsonObject();
        int shortEdge = !isResized
                ? 0
                : file.whole(size.isJsonObject() ? size : json, size.isJsonObject() ? "shortest_edge" : "size", 0);
        int width = isResized ? file.whole(size, "width", 0) : 0;
        int height = isResized ? file.whole(size, "height", 0) : 0;
        if (isResized && shortEdge == 0 && (width == 0 || height == 0)) {
            throw file.malformed("size must have shortest_edge, or width and height, but is " + size);
        }
        JsonElement crop = isCropped ? json.get("crop_size") : new JsonObject();
        int side = crop.isJsonPrimitive() ? crop.getAsInt() : 0;
        return new PreprocessorConfig(
                shortEdge,
                width,
                height,
                file.checked(() -> ResampleFilter.ofCode(file.whole(json, "resample", 3))),
                isCropped ? file.whole(crop, "width", side) : 0,
                isCropped ? file.whole(crop, "height", side) : 0,
                flag(json, "do_rescale") ? file.number(json, "rescale_factor", 1 / 255.0) : 1,
                isNormalized ? file.triple(json, "image_mean", CLIP_MEAN) : new double[] {0, 0, 0},
                isNormalized ? file.triple(json, "image_std", CLIP_STD) : new double[] {1, 1, 1});
    }

    private static boolean flag(JsonObject json, String key) {
        return !json.has(key) || json.get(key).isJsonNull() || json.get(key).getAsBoolean();
    }

    /** SigLIP's files have no crop, and {@code do_center_crop} null or absent. */
    private static boolean hasCrop(JsonObject json) {
        return json.has("crop_size") && !json.get("crop_size").isJsonNull();
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
        String edges = shortEdge > 0 ? "short " + shortEdge : width + "x" + height;
        return "1; resize " + edges + " " + filter.name().toLowerCase(Locale.ROOT) + "; crop " + cropWidth + "x"
                + cropHeight
                + "; rescale " + rescale + "; mean " + mean[0] + " " + mean[1] + " " + mean[2] + "; std " + std[0] + " "
                + std[1] + " " + std[2];
    }
}
