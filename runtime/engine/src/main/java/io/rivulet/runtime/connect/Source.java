package io.rivulet.runtime.connect;

import io.rivulet.algorithms.StateCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where records come from: a description that can be opened, not yet an open thing.
 *
 * <p>A source is divided into partitions, each read in order by one worker. A position says where to go on in a partition: the next record not yet handed
 * out.
 *
 * @param <T> a record
 * @param <P> a position
 */
public interface Source<T, P> {

    /**
     * The names of the partitions, the same at every call; worker {@code i} of {@code n} reads those at {@code i, i + n, …}.
     *
     * @throws IOException if they cannot be listed, with the place in the message
     */
    List<String> partitions() throws IOException;

    /**
     * Opens one partition, at its start or at a position that an earlier one gave.
     *
     * @throws IOException if it cannot be opened or has no such position, with the place in the message
     */
    SourcePartition<T, P> open(String partition, Optional<P> position) throws IOException;

    /** What becomes of records after a crash. A source whose partitions give the same records again from any position keeps the default. */
    default Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    /** How positions become bytes. */
    StateCodec<P> positionCodec();
}
