package io.rivulet.tutorials.network;

/** A file's header does not say what is needed to read any of its lines. */
final class BadHeaderException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    BadHeaderException(String message) {
        super(message);
    }
}
