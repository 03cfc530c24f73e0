package io.rivulet.algorithms;

/** Bytes that should hold a state do not: cut short, altered, of another form, or of a version this build cannot read. */
public final class CorruptStateException extends RuntimeException {

    /** @param message what must hold, what came, and where */
    public CorruptStateException(String message) {
        super(message);
    }

    /** @param cause what a value's own checks said of it */
    public CorruptStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
