package io.github.clipunit.calibration;

/** A calibration that was made with another model than the one that scores: its numbers mean nothing here. */
public class CalibrationMismatchException extends CalibrationException {

    private static final long serialVersionUID = 1L;

    CalibrationMismatchException(String message) {
        super(message, null);
    }
}
