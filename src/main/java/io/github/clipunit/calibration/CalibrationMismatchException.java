package io.github.clipunit.calibration;

/** Thrown if a calibration was made with a model other than the one that scores, so that its numbers do not apply. */
public class CalibrationMismatchException extends CalibrationException {

    private static final long serialVersionUID = 1L;

    CalibrationMismatchException(String message) {
        super(message, null);
    }
}
