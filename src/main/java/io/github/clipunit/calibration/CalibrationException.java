package io.github.clipunit.calibration;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/** A calibration that cannot be had: none is named, or its file is missing, damaged or of another model. */
public class CalibrationException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the file, the fact and the way out. */
    CalibrationException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }
}
