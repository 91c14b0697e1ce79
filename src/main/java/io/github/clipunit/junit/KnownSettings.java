package io.github.clipunit.junit;

import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.calibration.Calibrations;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.explain.Explainer;
import io.github.clipunit.generator.GeneratorSettings;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.model.hub.ModelStore;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.onnx.ReferenceCosines;
import io.github.clipunit.prompt.PromptParameters;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.settings.Setting;
import java.util.List;

/** Every setting there is, so that a misspelt one is an error and not a surprise. */
final class KnownSettings {

    static final List<Setting<?>> ALL = List.of(
            ModelNames.MODEL,
            Precision.PRECISION,
            ModelNames.HEAD,
            ModelNames.HEAD_MODEL,
            ModelStore.OFFLINE,
            ModelStore.CACHE_DIR,
            ModelStore.LOCK_FILE,
            ModelStore.QUIET,
            OnnxOptions.DEVICE,
            OnnxOptions.THREADS,
            OnnxOptions.OVERFLOW,
            PromptParameters.SETTING,
            ReferenceCosines.FILE,
            CachingScorer.ENABLED,
            CachingScorer.DIRECTORY,
            CachingScorer.MEGABYTES,
            ImageLimits.MAX_PIXELS,
            ImageLimits.MAX_BYTES,
            ImageLimits.ORIENTATION,
            GoldenSettings.MODE,
            GoldenSettings.DIRECTORY,
            GoldenSettings.TOLERANCE,
            GoldenSettings.ALPHA,
            GoldenSettings.RUN_ALPHA,
            GoldenSettings.ONLY,
            GoldenLedger.OBSOLETE,
            PictureCassette.MODE,
            GeneratorSettings.UNAVAILABLE,
            GeneratorSettings.MAX_CALLS,
            RunReport.ENABLED,
            RunReport.DIRECTORY,
            RunReport.HISTORY,
            RunReport.RUN,
            Explainer.EXPLAIN,
            Calibrations.FILE);

    private KnownSettings() {}
}
