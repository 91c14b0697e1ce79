package io.github.clipunit.cli;

import io.github.clipunit.Setting;
import io.github.clipunit.Settings;
import io.github.clipunit.model.ModelNames;
import io.github.clipunit.onnx.OnnxOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a model is run. */
final class RunOptions {

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda, coreml or directml; default: clipunit.device, which is cpu unless set")
    private @Nullable String device;

    /**
     * This JVM's settings with what the options say.
     *
     * @param model the model that was asked for, or null for the one that is set
     */
    Settings settings(@Nullable String model) {
        Settings settings = with(Settings.ofJvm(), ModelNames.MODEL, model);
        return with(settings, OnnxOptions.DEVICE, device);
    }

    private static Settings with(Settings settings, Setting<?> setting, @Nullable String text) {
        return text == null ? settings : settings.with(setting, text);
    }
}
