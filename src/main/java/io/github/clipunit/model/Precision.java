package io.github.clipunit.model;

import io.github.clipunit.settings.Setting;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The precision of an export of a model's graphs. The file names are those of Hugging Face's ONNX exports.
 *
 * @hidden
 */
public enum Precision {
    /** Float32 weights: the reference. */
    FP32(""),
    /** Float16 weights: half the size; meant for accelerators. */
    FP16("_fp16"),
    /**
     * Weights quantised to 8 bits, unsigned: a quarter of the size. The signed {@code _int8} exports are not used,
     * because some runtimes lack ConvInteger for them.
     */
    INT8("_quantized"),
    /** Weights quantised to 4 bits in blocks: an eighth of the size. */
    Q4("_q4");

    /** The precision that scores. */
    public static final Setting<Precision> PRECISION =
            Setting.choice("clipunit.precision", "the export of the model that scores: fp32, fp16, int8 or q4", FP32);

    private static final Set<String> GRAPHS = Set.of("model.onnx", "vision_model.onnx", "text_model.onnx");

    private final String suffix;

    Precision(String suffix) {
        this.suffix = suffix;
    }

    /**
     * Returns the name of a graph's file at this precision.
     *
     * @param graph {@code model}, {@code vision_model} or {@code text_model}
     * @return such as {@code vision_model_quantized.onnx}
     */
    String file(String graph) {
        return graph + suffix + ".onnx";
    }

    /** Returns whether a file in a model directory is a graph at this precision, by its name. */
    public boolean isOf(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return GRAPHS.stream().map(this::variant).anyMatch(file::equals);
    }

    /**
     * Returns the name of a file at this precision: changed for graphs in any folder, unchanged for every other file.
     */
    String variant(String name) {
        return GRAPHS.contains(name.substring(name.lastIndexOf('/') + 1))
                ? file(name.substring(0, name.length() - ".onnx".length()))
                : name;
    }

    /** Returns the setting that selects a graph's file, or says that none does. */
    static String wayTo(String file) {
        return Stream.of(values())
                .filter(precision -> precision.isOf(file))
                .findFirst()
                .map(precision -> PRECISION.name() + "=" + precision.name().toLowerCase(Locale.ROOT))
                .orElse("no " + PRECISION.name() + " runs it");
    }
}
