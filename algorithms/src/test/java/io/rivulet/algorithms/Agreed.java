package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.fail;

/** Lets tests of other packages compare answers as the laws do. */
public final class Agreed {

    private Agreed() {}

    /** Fails where the two answers differ more than the agreement allows. */
    public static void check(String what, Agreement agreement, Object expected, Object actual) {
        agreement.difference(expected, actual).ifPresent(difference -> fail(what + ": " + difference));
    }
}
