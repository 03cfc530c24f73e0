package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link Stateful#sample}. The number of a record is all there is to remember. */
final class ChanceLogic<K, T> implements KeyedLogic<K, T, RecordCount, T> {

    private final Chance chance;

    ChanceLogic(Chance chance) {
        this.chance = chance;
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
    public Keep onRecord(RecordCount records, T record, KeyedContext<K, T> context) {
        if (chance.chooses(context.key(), records.count++)) {
            context.emit(record);
        }
        return Keep.RETAIN;
    }
}
