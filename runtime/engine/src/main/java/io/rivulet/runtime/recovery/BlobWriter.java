package io.rivulet.runtime.recovery;

import java.io.Closeable;
import java.io.IOException;

/** Writes one blob. Closed without {@link #finish}, it leaves nothing. One owner at a time. */
public interface BlobWriter extends Closeable {

    /** Appends bytes. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Makes the blob appear, whole and durable.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a blob of that name by now, which stays as it is
     */
    void finish() throws IOException;

    /** Gives up what is not finished; may be called twice, and after a failure. */
    @Override
    void close() throws IOException;
}
