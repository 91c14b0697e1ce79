package io.github.clipunit.calibration;

import io.github.clipunit.internal.OutputForm;
import org.jspecify.annotations.Nullable;

/** Thrown if no calibration can be used: none is set, or its file is missing, damaged or made with another model. */
public class CalibrationException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that names the file, the fact and the way out. */
    CalibrationException(String message, @Nullable Throwable cause) {
        super(OutputForm.LINES.of(String.valueOf(message)), cause);
    }
}
