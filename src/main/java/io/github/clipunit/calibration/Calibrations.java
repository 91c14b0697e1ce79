package io.github.clipunit.calibration;

import io.github.clipunit.ClipModel;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the calibration for the model that scores.
 *
 * @hidden
 */
public final class Calibrations {

    /** The path of the calibration file. */
    public static final Setting<String> FILE =
            Setting.path("clipunit.calibration", "the calibration file of the model; none unless set", "");

    private Calibrations() {}

    /**
     * Returns the calibration that the settings name.
     *
     * @return the calibration, or empty if the setting is empty
     * @throws CalibrationMismatchException if it was made with another model or preprocessing
     * @throws CalibrationException if the file is missing or damaged
     */
    public static Optional<ModelCalibration> find(Settings settings, ClipModel model) {
        return settings.get(FILE).isEmpty() ? Optional.empty() : Optional.of(read(settings.path(FILE), model));
    }

    /**
     * Works like {@link #find} for a check that needs a calibration.
     *
     * @throws CalibrationException also if no file is set; the message says how to make one
     */
    public static ModelCalibration require(Settings settings, ClipModel model) {
        return find(settings, model)
                .orElseThrow(() -> new CalibrationException(
                        "a match probability needs a calibration of model [" + model.id() + "], but " + FILE.name()
                                + " is not set: make one from your own pictures and prompts with"
                                + " `clipunit calibrate`, commit the file and set " + FILE.name()
                                + " to its path; or use withPercentileAbove(99), which needs no file",
                        null));
    }

    private static ModelCalibration read(Path file, ClipModel model) {
        ModelCalibration calibration = CalibrationFile.read(file);
        if (!calibration.isOf(model)) {
            throw new CalibrationMismatchException("calibration [" + file
                    + "] was made with another model or preprocessing, so its numbers do not apply here"
                    + "\n  calibrated: " + name(calibration.modelId(), calibration.modelDigest())
                    + ", " + calibration.preprocessing()
                    + "\n  actual:     " + name(model.id(), model.digest()) + ", "
                    + model.preprocessing().version()
                    + "\nRun with that model, or calibrate this one with `clipunit calibrate`.");
        }
        return calibration;
    }

    private static String name(String id, String digest) {
        return id + " (digest " + digest.substring(0, Math.min(8, digest.length())) + ")";
    }
}
