package io.rivulet.runtime.connect;

import java.io.IOException;
import java.util.Optional;

/**
 * The open part of a {@link TransactionalSink} that one worker writes. {@link #close} abandons what was written since the last {@link #prepare}.
 *
 * @param <T> a record
 * @param <C> what identifies a prepared part
 */
public interface TransactionalWriter<T, C> extends SinkWriter<T> {

    /**
     * Makes what was written since the last call a part that survives a crash; empty if nothing was. Parts of an epoch that was not completed stay prepared, and
     * are committed with a later one, in the order in which they were prepared.
     *
     * @param epoch the epoch that ends
     */
    Optional<C> prepare(long epoch) throws IOException;
}
