package io.github.clipunit.junit;

import io.github.clipunit.calibration.Calibrations;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.explain.Explainer;
import io.github.clipunit.generator.GeneratorSettings;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.onnx.ScorerOpening;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.settings.Setting;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of all settings, so that a misspelt one is an error.
 *
 * @hidden
 */
public final class KnownSettings {

    /** All settings, in any order. */
    public static final List<Setting<?>> ALL = Stream.concat(
                    ScorerOpening.SETTINGS.stream(),
                    Stream.of(
                            ModelNames.HEAD,
                            ModelNames.HEAD_MODEL,
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
                            Calibrations.FILE))
            .toList();

    private KnownSettings() {}
}
