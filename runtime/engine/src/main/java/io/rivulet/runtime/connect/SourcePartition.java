package io.rivulet.runtime.connect;

import java.io.Closeable;
import java.io.IOException;

/**
 * One partition of a source, open and read by one thread.
 *
 * @param <T> a record
 * @param <P> a position
 */
public interface SourcePartition<T, P> extends Closeable {

    /** What a {@link #poll} found. */
    enum Poll {
        /** Records may follow at once. */
        MORE,
        /** Nothing now; ask again later. */
        IDLE,
        /** No record will ever follow. */
        END
    }

    /**
     * Hands out the next records, at most {@code max}; never blocks for records that are not there yet.
     *
     * @throws IOException if reading fails, with the place in the message
     */
    Poll poll(SourceOutput<T> out, int max) throws IOException;

    /**
     * By the clock, when asking again is worth it; asked after each {@link #poll} that found nothing. Until then the partition is not asked, and nothing else
     * waits for it: neither other partitions, nor epochs, nor the job's stop.
     */
    default long nextPollMillis() {
        return Long.MIN_VALUE;
    }

    /** Where to go on: the next record not yet handed out. */
    P position();

    /** Closes it; may be called twice, and after a failure. */
    @Override
    void close() throws IOException;
}
