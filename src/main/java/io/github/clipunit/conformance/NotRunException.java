package io.github.clipunit.conformance;

/** A case that lacks its picture. */
final class NotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotRunException(String message) {
        super(message);
    }
}
