package io.github.clipunit.cli;

import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose an export of a model and the place where models are kept. */
final class StoreOptions {

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description = "fp32, fp16, int8 or q4; default: clipunit.precision, which is fp32 unless set")
    private @Nullable String precision;

    @Option(
            names = "--cache-dir",
            paramLabel = "FOLDER",
            description = "the folder of the hub cache; default: clipunit.cache.dir, or that of Hugging Face's tools")
    private @Nullable String cacheDir;

    @Option(
            names = "--lock-file",
            paramLabel = "FILE",
            description = "the file that pins models outside of the catalog; default: clipunit.lock.file, which is"
                    + " clipunit-models.lock unless set")
    private @Nullable String lockFile;

    /** This JVM's settings, overridden by the options. */
    Settings settings() {
        Settings settings = RunOptions.with(Settings.ofJvm(), Precision.PRECISION, precision);
        settings.get(Precision.PRECISION); // refuses one that does not exist, even for a model that has only one
        settings = RunOptions.with(settings, ModelStore.CACHE_DIR, cacheDir);
        return RunOptions.with(settings, ModelStore.LOCK_FILE, lockFile);
    }
}
