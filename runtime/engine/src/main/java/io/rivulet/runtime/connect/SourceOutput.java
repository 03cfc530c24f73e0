package io.rivulet.runtime.connect;

/**
 * What a source hands its records to.
 *
 * @param <T> a record
 */
public interface SourceOutput<T> {

    /** Hands out one record; never refused. */
    void emit(T record);

    /** The time by the only clock that a source may look at. */
    long clockMillis();

    /**
     * Reports input that is no record. It goes to the input's error output where the flow uses that, else the job stops with it; it is never lost
     * silently.
     */
    void reject(BadInput bad);
}
