package io.github.clipunit.onnx;

import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Project;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;

/**
 * How a model is run.
 *
 * @param device what it runs on
 * @param threads how many threads one run may use, or 0 for as many as there are cores
 * @param overflow what becomes of a prompt that is longer than the model's context
 * @param referenceFile cosines of float32 exports, which those of other precisions are compared with once
 * @param limits how large the picture files may be that it reads itself
 */
public record OnnxOptions(Device device, int threads, PromptOverflow overflow, Path referenceFile, ImageLimits limits) {

    /**
     * What the towers run on.
     *
     * @hidden
     */
    public static final Setting<Device> DEVICE =
            Setting.choice("clipunit.device", "what the towers run on: cpu, cuda, coreml or directml", Device.CPU);

    /**
     * How many threads one run may use.
     *
     * @hidden
     */
    public static final Setting<Long> THREADS = Setting.whole(
            "clipunit.threads",
            "how many threads one run of a tower may use; 0 for as many as there are cores",
            0,
            0,
            1024);

    /**
     * What becomes of a prompt that is too long.
     *
     * @hidden
     */
    public static final Setting<PromptOverflow> OVERFLOW = Setting.choice(
            "clipunit.prompt.overflow",
            "what becomes of a prompt longer than the model's context: fail, truncate or parts, which are combined",
            PromptOverflow.FAIL);

    public OnnxOptions {
        Demands.require("device", device);
        Demands.requireAtLeast(0, "threads", threads);
        Demands.require("overflow", overflow);
        Demands.require("referenceFile", referenceFile);
        Demands.require("limits", limits);
    }

    /** Options with the reference file at its usual place, and the limits that the JVM's settings give. */
    public OnnxOptions(Device device, int threads, PromptOverflow overflow) {
        this(
                device,
                threads,
                overflow,
                Project.ofJvm().resolve(ReferenceCosines.FILE.defaultText()),
                ImageLimits.ofJvm());
    }

    /**
     * The options that the settings give.
     *
     * @hidden
     */
    public static OnnxOptions of(Settings settings) {
        return new OnnxOptions(
                settings.get(DEVICE),
                Math.toIntExact(settings.get(THREADS)),
                settings.get(OVERFLOW),
                settings.path(ReferenceCosines.FILE),
                ImageLimits.of(settings));
    }

    /** The same on one thread. */
    OnnxOptions onOneThread() {
        return new OnnxOptions(device, 1, overflow, referenceFile, limits);
    }

    /** How many threads compute at once; another device than the processor counts as one. */
    int cores() {
        if (device != Device.CPU) {
            return 1;
        }
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /**
     * What of it decides embeddings, in one line: not the number of threads, which changes them by rounding alone.
     *
     * @hidden
     */
    public String scoring() {
        return device + "; " + overflow;
    }

    /** The processor, all cores, and no prompt cut in silence. */
    public static OnnxOptions defaults() {
        return new OnnxOptions(Device.CPU, 0, PromptOverflow.FAIL);
    }
}
