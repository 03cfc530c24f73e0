package io.rivulet.lab;

/** No variant takes in the records that they were to be compared over. */
public final class RefusedRecordsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedRecordsException(String variant, String reason) {
        super("no variant takes these records; " + variant + ": " + reason);
    }
}
