package io.rivulet.runtime.cli;

import java.io.IOException;

/** Standard output takes nothing more: its reader has gone, or the disk is full. */
final class OutputClosedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OutputClosedException(IOException cause) {
        super("cannot write to standard output: " + cause.getMessage(), cause);
    }

    /** Whether the reader has gone, which is how {@code | head} ends and no failure. */
    boolean readerLeft() {
        String message = String.valueOf(getCause().getMessage());
        // EPIPE on Linux and macOS; ERROR_NO_DATA and ERROR_BROKEN_PIPE on Windows.
        return message.contains("Broken pipe")
                || message.contains("pipe is being closed")
                || message.contains("pipe has been ended");
    }
}
