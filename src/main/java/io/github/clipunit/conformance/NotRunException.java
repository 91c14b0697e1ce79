package io.github.clipunit.conformance;

/** The error of a case without its picture. */
final class NotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotRunException(String message) {
        super(message);
    }
}
