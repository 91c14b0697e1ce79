package io.github.clipunit.onnx.pixels;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.clipunit.model.ConfigFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The image processors whose files are understood. The same keys have different meanings for them, and omitted keys
 * have different defaults; all of that is defined here, after {@code transformers}' classes of these names, and
 * open_clip's {@code image_transform_v2}.
 */
@SuppressWarnings("ImmutableEnumChecker") // its numbers never leave the package
enum ImageProcessor {
    /** A size that is one number is the short edge, and the centre is cropped. */
    CLIP(false, 3, 0.48145466, 0.4578275, 0.40821073, 0.26862954, 0.26130258, 0.27577711),
    /** A size that is one number is both edges of a square, as for all that follow. */
    SIGLIP(true, 3, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
    VIT(true, 2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
    /** It has other keys, and {@code resize_mode} decides the meaning of a size that is one number. */
    OPEN_CLIP(false, 3, 0.48145466, 0.4578275, 0.40821073, 0.26862954, 0.26130258, 0.27577711);

    private static final int DEFAULT_SIDE = 224;

    /** The smallest magnitude of a number in a file: samples divided by less would overflow floats. */
    private static final double LEAST = 1e-6;

    private static final double MOST = 1e6;

    private static final Map<String, ImageProcessor> BY_TYPE =
            Map.of("CLIP", CLIP, "ChineseCLIP", CLIP, "Siglip", SIGLIP, "ViT", VIT, "JinaCLIP", OPEN_CLIP);

    private static final Map<String, ImageProcessor> BY_MODEL =
            Map.of("clip", CLIP, "chinese_clip", CLIP, "siglip", SIGLIP, "jina_clip", OPEN_CLIP);

    private static final String TYPE = "image_processor_type";
    private static final String OLD_TYPE = "feature_extractor_type";

    /** Keys that change no number; other keys may also be null or false. */
    private static final Set<String> NEUTRAL =
            Set.of(("image_processor_type feature_extractor_type processor_class auto_map"
                            + " do_convert_rgb data_format input_data_format device disable_grouping return_tensors"
                            + " transformers_version _processor_class _valid_processor_keys image_seq_length")
                    .split(" "));

    private static final Set<String> KEYS = Set.of(("do_resize size default_to_square resample do_center_crop crop_size"
                    + " do_rescale rescale_factor do_normalize image_mean image_std")
            .split(" "));

    private static final Set<String> OPEN_CLIP_KEYS =
            Set.of("size", "mode", "mean", "std", "interpolation", "resize_mode", "fill_color");

    private final boolean isSquare;
    private final int resample;
    private final double[] mean;
    private final double[] std;

    ImageProcessor(boolean isSquare, int resample, double... meanAndStd) {
        this.isSquare = isSquare;
        this.resample = resample;
        this.mean = Arrays.copyOf(meanAndStd, 3);
        this.std = Arrays.copyOfRange(meanAndStd, 3, 6);
    }

    /** Returns the processor that a file is for, which it names itself, or which the model's type implies. */
    static ImageProcessor of(ConfigFile file, String modelType) {
        String key = file.given(TYPE).isPresent() ? TYPE : OLD_TYPE;
        Optional<String> type = file.text(key);
        if (type.isEmpty()) {
            if (modelType.equals("open_clip")) {
                return OPEN_CLIP;
            }
            ImageProcessor known = BY_MODEL.get(modelType);
            if (known == null) {
                throw file.malformed("it has no " + TYPE + ", and model_type [" + modelType + "] has none of its own");
            }
            return known;
        }
        String stem = type.get().replaceFirst("(ImageProcessor(Fast|Pil)?|FeatureExtractor)$", "");
        if (stem.equals("Siglip2")) {
            throw file.malformed(key + " [" + type.get() + "] is NaFlex, which takes patches of any aspect ratio"
                    + " instead of a picture; use a model of fixed size, such as google/siglip2-base-patch16-224");
        }
        ImageProcessor known = BY_TYPE.get(stem);
        if (known == null) {
            throw file.wrong(
                    key,
                    "CLIPImageProcessor, ChineseCLIPImageProcessor, SiglipImageProcessor, ViTImageProcessor or"
                            + " JinaCLIPImageProcessor, because the meaning of sizes in others is unknown");
        }
        return known;
    }

    /**
     * Reads a file.
     *
     * @param imageSize the size for a file that states none, if the model states it
     */
    PreprocessorConfig read(ConfigFile file, Optional<Integer> imageSize) {
        requireKnown(file, this == OPEN_CLIP ? OPEN_CLIP_KEYS : KEYS);
        return this == OPEN_CLIP ? openClip(file, imageSize) : transformers(file);
    }

    private static void requireKnown(ConfigFile file, Set<String> keys) {
        Set<String> unknown = new TreeSet<>(file.json().keySet());
        unknown.removeAll(keys);
        unknown.removeAll(NEUTRAL);
        unknown.removeIf(key -> {
            JsonElement value = file.json().get(key);
            return value.isJsonNull() || value.equals(new JsonPrimitive(false));
        });
        if (!unknown.isEmpty()) {
            throw file.malformed(unknown + " are not known keys of its image processor");
        }
    }

    private PreprocessorConfig transformers(ConfigFile file) {
        boolean isResized = file.flag("do_resize").orElse(true);
        boolean isCropped = file.flag("do_center_crop").orElse(this == CLIP);
        boolean isNormalized = file.flag("do_normalize").orElse(true);
        if (isCropped && this != CLIP) {
            throw file.malformed("do_center_crop is true, but its image processor crops nothing");
        }
        int shortEdge = 0;
        int[] sides = {0, 0};
        if (isResized) {
            JsonElement size = file.given("size").orElse(new JsonPrimitive(DEFAULT_SIDE));
            if (size instanceof JsonObject edges && edges.keySet().equals(Set.of("shortest_edge")) && this == CLIP) {
                shortEdge = side(file, "size.shortest_edge", edges.get("shortest_edge"));
            } else if (size.isJsonPrimitive() && !file.flag("default_to_square").orElse(isSquare)) {
                shortEdge = side(file, "size", size);
            } else {
                sides = sides(file, "size", size);
            }
        }
        int[] crop = isCropped
                ? sides(file, "crop_size", file.given("crop_size").orElse(new JsonPrimitive(DEFAULT_SIDE)))
                : new int[] {0, 0};
        return new PreprocessorConfig(
                shortEdge,
                sides[0],
                sides[1],
                ResampleFilter.ofCode(
                                file.whole("resample", 0, Integer.MAX_VALUE).orElse(resample))
                        .orElseThrow(() -> file.wrong("resample", "1 (Lanczos), 2 (bilinear) or 3 (bicubic)")),
                crop[0],
                crop[1],
                false,
                file.flag("do_rescale").orElse(true)
                        ? file.number("rescale_factor", LEAST, MOST).orElse(1 / 255.0)
                        : 1,
                isNormalized ? file.triple("image_mean", mean, -MOST, MOST) : new double[] {0, 0, 0},
                isNormalized ? file.triple("image_std", std, LEAST, MOST) : new double[] {1, 1, 1});
    }

    private PreprocessorConfig openClip(ConfigFile file, Optional<Integer> imageSize) {
        String mode = file.text("resize_mode").orElse("shortest");
        String interpolation = file.text("interpolation").orElse("bicubic");
        if (!file.text("mode").orElse("RGB").equals("RGB")) {
            throw file.wrong("mode", "RGB");
        }
        if (!List.of("bicubic", "bilinear", "random").contains(interpolation)) {
            throw file.wrong("interpolation", "bicubic or bilinear");
        }
        int[] sides = sides(file, "size", file.given("size").orElse(new JsonPrimitive(imageSize.orElse(DEFAULT_SIDE))));
        boolean isSquashed = mode.equals("squash");
        if (!isSquashed && !(mode.equals("shortest") && sides[0] == sides[1])) {
            throw file.wrong(
                    "resize_mode", "squash, or shortest with a square (size is " + sides[0] + " x " + sides[1] + ")");
        }
        return new PreprocessorConfig(
                isSquashed ? 0 : sides[0],
                isSquashed ? sides[0] : 0,
                isSquashed ? sides[1] : 0,
                interpolation.equals("bilinear") ? ResampleFilter.BILINEAR : ResampleFilter.BICUBIC,
                isSquashed ? 0 : sides[0],
                isSquashed ? 0 : sides[1],
                true,
                1 / 255.0,
                file.triple("mean", mean, -MOST, MOST),
                file.triple("std", std, LEAST, MOST));
    }

    /**
     * Returns width and height from a square's side, from a list of height and width, or from an object that names
     * both.
     */
    private static int[] sides(ConfigFile file, String key, JsonElement value) {
        if (value instanceof JsonObject named && named.keySet().equals(Set.of("height", "width"))) {
            return new int[] {
                side(file, key + ".width", named.get("width")), side(file, key + ".height", named.get("height"))
            };
        }
        if (value instanceof JsonArray list && (list.size() == 1 || list.size() == 2)) {
            int last = list.size() - 1;
            return new int[] {side(file, key + "[" + last + "]", list.get(last)), side(file, key + "[0]", list.get(0))};
        }
        if (value.isJsonPrimitive()) {
            int side = side(file, key, value);
            return new int[] {side, side};
        }
        throw file.wrong(
                key,
                "a number, or have height and width" + (key.equals("size") ? ", or in CLIP's files shortest_edge" : ""),
                value);
    }

    private static int side(ConfigFile file, String key, JsonElement value) {
        return file.whole(key, value, 1, PreprocessorConfig.LONGEST_SIDE);
    }
}
