package io.rivulet.runtime.connect;

import java.io.Closeable;
import java.io.IOException;

/**
 * The open part of a sink that one worker writes.
 *
 * @param <T> a record
 */
public interface SinkWriter<T> extends Closeable {

    /**
     * Writes one record; may keep it in a bounded buffer.
     *
     * @param timeMillis its event time, or {@link Long#MIN_VALUE} where the flow has none
     */
    void write(T record, long timeMillis) throws IOException;

    /** Makes what was written visible; called when a batch of input is through. */
    void flush() throws IOException;

    /** Flushes and closes; may be called twice, and after a failure. */
    @Override
    void close() throws IOException;
}
