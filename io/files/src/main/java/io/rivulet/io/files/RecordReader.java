package io.rivulet.io.files;

import io.rivulet.runtime.connect.SourceOutput;
import java.io.IOException;

/**
 * Finds the records of one kind of file and makes them what is handed out.
 *
 * @param <T> a record
 */
interface RecordReader<T> {

    /** What {@link #next} did. */
    enum Step {
        /** Handed out a record, reported a bad one or passed something over. */
        DONE,
        /** Nothing now. */
        LATER,
        /** Nothing ever. */
        END
    }

    /**
     * Reads what comes before the first record, as a header; does nothing once that is done.
     *
     * @return {@link Step#DONE} if it is done
     * @throws IOException if the file cannot be read or cannot be what it should be
     */
    Step start(LineScanner lines) throws IOException;

    /** Takes one step. Passes the record before it hands it out. */
    Step next(LineScanner lines, SourceOutput<T> out) throws IOException;
}
