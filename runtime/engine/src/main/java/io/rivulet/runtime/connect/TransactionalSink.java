package io.rivulet.runtime.connect;

import io.rivulet.algorithms.StateCodec;
import java.io.IOException;
import java.util.List;

/**
 * A sink whose records become visible with the epoch that they belong to, all together and once: exactly once end to end, given a source that can be read again.
 *
 * <p>Two phases. At the end of an epoch a writer {@link TransactionalWriter#prepare prepares} what it has written: it survives a crash from then on, and nobody
 * sees it yet. What identifies it goes into the epoch's snapshot. Once the epoch is complete, everything prepared for it is {@link #commit committed}. After a
 * crash the prepared parts of the last complete epoch are committed again, and whatever else is there of earlier runs is removed.
 *
 * <p>Where a job has no recovery store, it prepares and commits about once a second, and at the end.
 *
 * @param <T> a record
 * @param <C> what identifies a prepared part: a file and its length, a transaction's id
 */
public interface TransactionalSink<T, C> extends Sink<T> {

    /** Called once when a job starts anew, before any writer is opened: removes what an earlier run prepared or began. */
    void start() throws IOException;

    /**
     * Called once when a job goes on from an epoch, before any writer is opened: makes the given parts visible, which some may be already, and removes what else an
     * earlier run prepared or began.
     *
     * @param prepared of the epoch from which the job goes on
     */
    void recover(List<C> prepared) throws IOException;

    /** Makes a prepared part visible; may be called again for one that is visible already. */
    void commit(C prepared) throws IOException;

    /** How what identifies a part becomes bytes. */
    StateCodec<C> preparedCodec();

    @Override
    TransactionalWriter<T, C> open(int worker, int workers) throws IOException;

    @Override
    default Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }
}
