package io.rivulet.runtime.recovery;

import java.io.IOException;

/** A recovery store is damaged, incomplete or of a version that this build does not know: trying again does not help. */
public final class BrokenStoreException extends IOException {

    private static final long serialVersionUID = 1;

    BrokenStoreException(String message) {
        super(message);
    }

    BrokenStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
