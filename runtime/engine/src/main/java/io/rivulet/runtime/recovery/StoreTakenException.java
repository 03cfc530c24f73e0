package io.rivulet.runtime.recovery;

import java.io.IOException;

/** Another run has taken the recovery store over: this one must stop, and commit nothing more. */
public final class StoreTakenException extends IOException {

    private static final long serialVersionUID = 1;

    StoreTakenException(String message) {
        super(message);
    }
}
