package io.rivulet.io.files;

/**
 * A value or a line that cannot be read as what it should be. It never leaves the package: the reader turns it into {@code BadInput}. Without a stack
 * trace, since a bad file may hold millions.
 */
final class BadValueException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_VALUE = 100;

    /** @param problem what must hold */
    BadValueException(String problem) {
        super(problem, null, false, false);
    }

    /** The same with the place inside the record. */
    BadValueException at(String place) {
        return new BadValueException(place + " " + getMessage());
    }

    /** The same with the place inside the record, and the value that came. */
    BadValueException of(String place, String value) {
        return new BadValueException(place + " " + getMessage() + ", got \"" + shortened(value) + "\"");
    }

    static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
