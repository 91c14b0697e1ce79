package io.github.clipunit.cli;

import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of how a model is run. */
final class RunOptions {

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "cpu, cuda, coreml or directml; default: clipunit.device, which is cpu unless set")
    private @Nullable String device;

    @Option(names = "--offline", description = "never use the network: take the model from the cache")
    private boolean offline;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    /**
     * This JVM's settings, overridden by the options.
     *
     * @param model the requested model, or null for the one of the settings
     */
    Settings settings(@Nullable String model) {
        Settings settings = with(store.settings(), ModelNames.MODEL, model);
        settings = with(settings, OnnxOptions.DEVICE, device);
        return offline ? settings.with(ModelStore.OFFLINE, "true") : settings;
    }

    static Settings with(Settings settings, Setting<?> setting, @Nullable String text) {
        return text == null ? settings : settings.with(setting, text);
    }
}
