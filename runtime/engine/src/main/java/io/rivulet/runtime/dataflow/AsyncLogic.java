package io.rivulet.runtime.dataflow;

import java.util.Optional;

/**
 * What to do with a record where the answer comes later: a call to another system, a wait. Called by one thread, which never blocks: it starts the work, and asks
 * now and then whether it is done.
 *
 * @param <T> a record in
 * @param <R> a record out
 */
public interface AsyncLogic<T, R> {

    /** Starts the work for one record. */
    Pending<R> start(T record, long clockMillis);

    /**
     * Work under way.
     *
     * @param <R> a record out
     */
    interface Pending<R> {

        /** The result, once it is there; asked often, and not again after it was given. Throws what the work failed with, which stops the job. */
        Optional<R> poll(long clockMillis);

        /** The job ends without the result, because it failed or was cancelled: what works for it may stop. */
        default void cancel() {}
    }
}
