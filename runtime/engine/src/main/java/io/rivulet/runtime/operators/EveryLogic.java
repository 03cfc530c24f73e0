package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#every}. It counts the records since the one that passed, that one counted. */
final class EveryLogic<K, T> implements KeyedLogic<K, T, RecordCount, T> {

    private final long n;

    EveryLogic(Long n) {
        this.n = n;
    }

    @Override
    public RecordCount create() {
        return new RecordCount();
    }

    @Override
    public StateCodec<RecordCount> codec() {
        return RecordCount.CODEC;
    }

    @Override
    public Keep onRecord(RecordCount since, T record, KeyedContext<K, T> context) {
        if (since.count == 0) {
            context.emit(record);
        }
        since.count++;
        // After the last of n the key starts anew, as one that was never seen.
        return since.count >= n ? Keep.DISCARD : Keep.RETAIN;
    }
}
