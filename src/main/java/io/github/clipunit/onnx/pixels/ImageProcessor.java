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
 * The image processors whose files are understood. The same keys mean different things to them, and what a file leaves out
 * is another number: this is the only place that knows. After {@code transformers}' classes of these names, and
 * open_clip's {@code image_transform_v2}.
 */
@SuppressWarnings("ImmutableEnumChecker") // its numbers never leave the package
enum ImageProcessor {
    /** A number is the short edge, and the centre is cut out. */
    CLIP(false, 3, 0.48145466, 0.4578275, 0.40821073, 0.26862954, 0.26130258, 0.27577711),
    /** A number is both edges of a square, as for all that follow. */
    SIGLIP(true, 3, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
    VIT(true, 2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
    /** Other keys, and {@code resize_mode} says what a number is. */
    OPEN_CLIP(false, 3, 0.48145466, 0.4578275, 0.40821073, 0.26862954, 0.26130258, 0.27577711);

    private static final int DEFAULT_SIDE = 224;

    private static final Map<String, ImageProcessor> BY_TYPE =
            Map.of("CLIP", CLIP, "ChineseCLIP", CLIP, "Siglip", SIGLIP, "ViT", VIT, "JinaCLIP", OPEN_CLIP);

    private static final Map<String, ImageProcessor> BY_MODEL =
            Map.of("clip", CLIP, "chinese_clip", CLIP, "siglip", SIGLIP, "jina_clip", OPEN_CLIP);

    private static final String TYPE = "image_processor_type";
    private static final String OLD_TYPE = "feature_extractor_type";

    /** Keys that change no number; those that are null or false ask for nothing either. */
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

    /** Which one a file is for: it says so itself, or the model's type does. */
    static ImageProcessor of(ConfigFile file, String modelType) {
        JsonObject json = file.json();
        Optional<String> type = file.text(json, TYPE).or(() -> file.text(json, OLD_TYPE));
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
            throw file.malformed(TYPE + " [" + type.get() + "] is NaFlex, which feeds patches of any aspect ratio in"
                    + " place of a picture; take a model of fixed size, such as google/siglip2-base-patch16-224");
        }
        ImageProcessor known = BY_TYPE.get(stem);
        if (known == null) {
            throw file.malformed(TYPE + " [" + type.get() + "] is not known, and what its sizes mean is not guessed;"
                    + " known are CLIPImageProcessor, ChineseCLIPImageProcessor, SiglipImageProcessor, ViTImageProcessor"
                    + " and JinaCLIPImageProcessor");
        }
        return known;
    }

    /**
     * Reads a file.
     *
     * @param imageSize what a file without a size resizes to, where the model says
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
            throw file.malformed(unknown + " are not keys that its image processor is known to read");
        }
    }

    private PreprocessorConfig transformers(ConfigFile file) {
        JsonObject json = file.json();
        boolean isResized = file.flag(json, "do_resize").orElse(true);
        boolean isCropped = file.flag(json, "do_center_crop").orElse(this == CLIP);
        boolean isNormalized = file.flag(json, "do_normalize").orElse(true);
        if (isCropped && this != CLIP) {
            throw file.malformed("do_center_crop is true, but its image processor crops nothing");
        }
        int shortEdge = 0;
        int[] sides = {0, 0};
        if (isResized) {
            JsonElement size = given(json, "size").orElse(new JsonPrimitive(DEFAULT_SIDE));
            boolean isObject = size.isJsonObject();
            if (isObject && size.getAsJsonObject().keySet().equals(Set.of("shortest_edge")) && this == CLIP) {
                shortEdge = positive(file, size.getAsJsonObject(), "shortest_edge");
            } else if (!isObject
                    && !size.isJsonArray()
                    && !file.flag(json, "default_to_square").orElse(isSquare)) {
                shortEdge = positive(file, json, "size", DEFAULT_SIDE);
            } else {
                sides = sides(file, "size", size);
            }
        }
        int[] crop = isCropped
                ? sides(file, "crop_size", given(json, "crop_size").orElse(new JsonPrimitive(DEFAULT_SIDE)))
                : new int[] {0, 0};
        return new PreprocessorConfig(
                shortEdge,
                sides[0],
                sides[1],
                file.checked(() -> ResampleFilter.ofCode(file.whole(json, "resample", resample))),
                crop[0],
                crop[1],
                false,
                file.flag(json, "do_rescale").orElse(true) ? file.number(json, "rescale_factor", 1 / 255.0) : 1,
                isNormalized ? file.triple(json, "image_mean", mean) : new double[] {0, 0, 0},
                isNormalized ? file.triple(json, "image_std", std) : new double[] {1, 1, 1});
    }

    private PreprocessorConfig openClip(ConfigFile file, Optional<Integer> imageSize) {
        JsonObject json = file.json();
        String colours = file.text(json, "mode").orElse("RGB");
        String mode = file.text(json, "resize_mode").orElse("shortest");
        String interpolation = file.text(json, "interpolation").orElse("bicubic");
        if (!colours.equals("RGB")) {
            throw file.malformed("mode [" + colours + "] is not known; RGB is");
        }
        if (!List.of("bicubic", "bilinear", "random").contains(interpolation)) {
            throw file.malformed("interpolation [" + interpolation + "] is not known; bicubic and bilinear are");
        }
        int[] sides =
                sides(file, "size", given(json, "size").orElse(new JsonPrimitive(imageSize.orElse(DEFAULT_SIDE))));
        boolean isSquashed = mode.equals("squash");
        if (!isSquashed && !(mode.equals("shortest") && sides[0] == sides[1])) {
            throw file.malformed("resize_mode [" + mode + "] with size " + sides[0] + " x " + sides[1]
                    + " is not known; squash is, and shortest with a square");
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
                file.triple(json, "mean", mean),
                file.triple(json, "std", std));
    }

    private static Optional<JsonElement> given(JsonObject json, String key) {
        return Optional.ofNullable(json.get(key)).filter(value -> !value.isJsonNull());
    }

    /** Width and height of a square's side, of a list of height and width, or of an object that names both. */
    private static int[] sides(ConfigFile file, String key, JsonElement value) {
        JsonObject named = new JsonObject();
        if (value.isJsonObject() && value.getAsJsonObject().keySet().equals(Set.of("height", "width"))) {
            named = value.getAsJsonObject();
        } else if (value instanceof JsonArray list && (list.size() == 1 || list.size() == 2)) {
            named.add("height", list.get(0));
            named.add("width", list.get(list.size() - 1));
        } else if (value.isJsonPrimitive()) {
            named.add("height", value);
            named.add("width", value);
        } else {
            throw file.malformed(key + " must be a number, or have height and width"
                    + (key.equals("size") ? ", or in CLIP's files shortest_edge" : "") + ", but is " + value);
        }
        return new int[] {positive(file, named, "width"), positive(file, named, "height")};
    }

    private static int positive(ConfigFile file, JsonObject owner, String key) {
        return positive(file, owner, key, 0);
    }

    private static int positive(ConfigFile file, JsonObject owner, String key, int otherwise) {
        int number = file.whole(owner, key, otherwise);
        if (number < 1 || number > 1 << 14) {
            throw file.malformed(key + " must be from 1 to " + (1 << 14) + ", but is " + number);
        }
        return number;
    }
}
