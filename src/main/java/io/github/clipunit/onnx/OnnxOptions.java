package io.github.clipunit.onnx;

import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Project;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;

/**
 * The options of running a model.
 *
 * @param device the device that runs it
 * @param threads the number of threads that one run may use, or 0 for one per core
 * @param overflow the treatment of a prompt that is longer than the model's context
 * @param referenceFile the file with cosines of float32 exports, with which exports of other precisions are compared
 *     once
 * @param limits the size limits of the picture files that the scorer reads itself
 */
public record OnnxOptions(Device device, int threads, PromptOverflow overflow, Path referenceFile, ImageLimits limits) {

    /**
     * The device that runs the towers.
     *
     * @hidden
     */
    public static final Setting<Device> DEVICE = Setting.choice(
            "clipunit.device", "the device that runs the towers: cpu, cuda, coreml or" + " directml", Device.CPU);

    /**
     * The number of threads that one run may use.
     *
     * @hidden
     */
    public static final Setting<Long> THREADS = Setting.whole(
            "clipunit.threads",
            "the number of threads that one run of a tower may use; 0 for one per core",
            0,
            0,
            1024);

    /**
     * The treatment of a prompt that is too long.
     *
     * @hidden
     */
    public static final Setting<PromptOverflow> OVERFLOW = Setting.choice(
            "clipunit.prompt.overflow",
            "the treatment of a prompt longer than the model's context: fail, truncate, or parts, whose embeddings"
                    + " are combined",
            PromptOverflow.FAIL);

    public OnnxOptions {
        Demands.require("device", device);
        Demands.requireAtLeast(0, "threads", threads);
        Demands.require("overflow", overflow);
        Demands.require("referenceFile", referenceFile);
        Demands.require("limits", limits);
    }

    /** Creates options with the reference file at its usual place, and the limits in the JVM's settings. */
    public OnnxOptions(Device device, int threads, PromptOverflow overflow) {
        this(
                device,
                threads,
                overflow,
                Project.ofJvm().resolve(ReferenceCosines.FILE.defaultText()),
                ImageLimits.ofJvm());
    }

    /**
     * Returns the options in the settings.
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

    /** Returns the same options for one thread. */
    OnnxOptions onOneThread() {
        return new OnnxOptions(device, 1, overflow, referenceFile, limits);
    }

    /** Returns the number of threads that compute at once; a device other than the processor counts as one. */
    int cores() {
        if (device != Device.CPU) {
            return 1;
        }
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /**
     * Returns the options that affect embeddings, in one line; the number of threads is not one of them, because it
     * only affects rounding.
     *
     * @hidden
     */
    public String scoring() {
        return device + "; " + overflow;
    }

    /** Returns the defaults: the processor, all cores, and an error for a prompt that is too long. */
    public static OnnxOptions defaults() {
        return new OnnxOptions(Device.CPU, 0, PromptOverflow.FAIL);
    }
}
