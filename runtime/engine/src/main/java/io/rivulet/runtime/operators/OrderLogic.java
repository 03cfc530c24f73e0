package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;

/** See {@link ByEventTime#order}. */
final class OrderLogic<K, T> implements KeyedLogic<K, T, OrderLogic.Waiting<T>, T> {

    /** The records that wait, all later than the watermark, and the one timer that matters: for the first of them. */
    static final class Waiting<T> {
        final TimedHeap<T> records;
        long timerMillis;

        Waiting(TimedHeap<T> records, long timerMillis) {
            this.records = records;
            this.timerMillis = timerMillis;
        }

        /** Form {@code ordering} 1: timer i64, then the waiting records. */
        static <T> StateCodec<Waiting<T>> codec(StateCodec<T> of) {
            return StateCodec.of(
                    "ordering",
                    1,
                    (waiting, out) -> waiting.records.encode(of, out.writeLong(waiting.timerMillis)),
                    in -> {
                        long timer = in.readLong();
                        return new Waiting<>(TimedHeap.decode(of, in), timer);
                    });
        }
    }

    private final StateCodec<Waiting<T>> codec;

    OrderLogic(StateCodec<T> codec) {
        this.codec = Waiting.codec(codec);
    }

    @Override
    public Waiting<T> create() {
        return new Waiting<>(new TimedHeap<>(), Long.MAX_VALUE);
    }

    @Override
    public StateCodec<Waiting<T>> codec() {
        return codec;
    }

    @Override
    public Keep onRecord(Waiting<T> waiting, T record, KeyedContext<K, T> context) {
        long time = Windows.checked(context.timeMillis());
        if (time < context.watermarkMillis()) {
            Sides.emitLate(record, context);
        } else if (time == context.watermarkMillis()) {
            context.emit(record);
        } else {
            waiting.records.add(record, time);
            if (time < waiting.timerMillis) {
                waiting.timerMillis = time;
                context.setTimer(time, 0);
            }
        }
        return waiting.records.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Waiting<T> waiting, long payload, KeyedContext<K, T> context) {
        if (context.timeMillis() != waiting.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        while (waiting.records.firstTime() <= context.watermarkMillis() && !waiting.records.isEmpty()) {
            long time = waiting.records.firstTime();
            context.emit(waiting.records.removeFirst(), time);
        }
        if (waiting.records.isEmpty()) {
            return Keep.DISCARD;
        }
        waiting.timerMillis = waiting.records.firstTime();
        context.setTimer(waiting.timerMillis, 0);
        return Keep.RETAIN;
    }
}
