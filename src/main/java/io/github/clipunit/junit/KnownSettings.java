package io.github.clipunit.junit;

import io.github.clipunit.CachingScorer;
import io.github.clipunit.ImageLimits;
import io.github.clipunit.Setting;
import io.github.clipunit.calibration.Calibrations;
import io.github.clipunit.explain.Explainer;
import io.github.clipunit.explain.GenericCaptions;
import io.github.clipunit.golden.GoldenLedger;
import io.github.clipunit.golden.Goldens;
import io.github.clipunit.golden.PictureCassette;
import io.github.clipunit.model.ModelNames;
import io.github.clipunit.model.ModelStore;
import io.github.clipunit.model.Precision;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.onnx.ReferenceCosines;
import io.github.clipunit.report.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** Every setting there is, so that a misspelt one is an error and not a surprise. */
final class KnownSettings {

    static final List<Setting<?>> ALL = List.of(
            ModelNames.MODEL,
            Precision.PRECISION,
            ModelStore.OFFLINE,
            ModelStore.CACHE_DIR,
            ModelStore.LOCK_FILE,
            ModelStore.QUIET,
            OnnxOptions.DEVICE,
            OnnxOptions.THREADS,
            OnnxOptions.OVERFLOW,
            ReferenceCosines.FILE,
            CachingScorer.ENABLED,
            CachingScorer.DIRECTORY,
            CachingScorer.MEGABYTES,
            ImageLimits.MAX_PIXELS,
            ImageLimits.MAX_BYTES,
            Goldens.MODE,
            Goldens.DIRECTORY,
            Goldens.TOLERANCE,
            Goldens.ALPHA,
            Goldens.ONLY,
            GoldenLedger.OBSOLETE,
            PictureCassette.MODE,
            RunReport.ENABLED,
            RunReport.DIRECTORY,
            RunReport.HISTORY,
            RunReport.RUN,
            Explainer.EXPLAIN,
            GenericCaptions.CACHE,
            Calibrations.FILE);

    private KnownSettings() {}

    /** The keys of {@code junit-platform.properties}, which JUnit lets nobody list; empty where there is no such file. */
    static Set<String> namesInPropertiesFile() {
        Properties properties = new Properties();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file = loader == null ? null : loader.getResourceAsStream("junit-platform.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("junit-platform.properties cannot be read", e);
        }
        return properties.stringPropertyNames();
    }
}
