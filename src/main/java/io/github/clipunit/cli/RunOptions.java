package io.github.clipunit.cli;

import io.github.clipunit.Setting;
import io.github.clipunit.Settings;
import io.github.clipunit.model.ModelNames;
import io.github.clipunit.onnx.OnnxOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which model scores, and on what. */
final class ModelChoice {

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description =
                    "pictogram (inside the jar), a model directory, or a Hub id; default: clipunit.model, which is"
                            + " openai/clip-vit-base-patch32 unless set")
    private @Nullable String model;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda, coreml or directml; default: clipunit.device, which is cpu unless set")
    private @Nullable String device;

    /** This JVM's settings with what the options say. */
    Settings settings() {
        Settings settings = Settings.ofJvm();
        settings = with(settings, ModelNames.MODEL, model);
        return with(settings, OnnxOptions.DEVICE, device);
    }

    private static Settings with(Settings settings, Setting<?> setting, @Nullable String text) {
        return text == null ? settings : settings.with(setting, text);
    }
}
