package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.List;

/** See {@link Joins#asOf}. */
final class AsOfJoinLogic<K, U, V, T, R> implements KeyedLogic<K, Sided, AsOfJoinLogic.Versions<V, T>, R> {

    /*
     * Records wait until the watermark is past them, so that every update that is not late has come, and then look up the last version that is not newer than
     * they are. Of the versions that records to come can still ask for, all are newer than the watermark but one. The others go, and so does a deletion that is
     * the oldest, since nothing before it is kept.
     *
     * There is one timer that matters, for the next record to answer or version to let go; a table at rest has none.
     */

    /** What {@link Joins#asOf} is given. */
    record Given<U, V, T, R>(TablePlan<U, V, T, R> plan, StateCodec<T> records) {}

    /** What a key has: the table's versions by time, an empty one where it was deleted; and the records that wait. */
    static final class Versions<V, T> {
        final JoinBuffer<Held<V>> versions;
        final JoinBuffer<T> records;
        long timerMillis;
        long passedMillis;

        Versions(JoinBuffer<Held<V>> versions, JoinBuffer<T> records, long timerMillis, long passedMillis) {
            this.versions = versions;
            this.records = records;
            this.timerMillis = timerMillis;
            this.passedMillis = passedMillis;
        }

        boolean isEmpty() {
            return versions.isEmpty() && records.isEmpty();
        }

        /** The last value that is not newer than a time; none where there is none or it was deleted. */
        List<V> valuesAt(long timeMillis) {
            int at = versions.olderThan(timeMillis + 1) - 1;
            return at < 0 ? List.of() : versions.value(at).optional().stream().toList();
        }

        /** Drops what no record from this time on can ask for. */
        void prune(long fromMillis) {
            int last = versions.olderThan(fromMillis + 1) - 1;
            if (last >= 0) {
                versions.removeFirst(versions.value(last).value == null ? last + 1 : last);
            }
        }

        /** When there is something to do next. */
        long next() {
            long next = records.isEmpty() ? Long.MAX_VALUE : records.timeMillis(0) + 1;
            int superseding = versions.isEmpty() || versions.value(0).value == null ? 0 : 1;
            return versions.size() > superseding ? Math.min(next, versions.timeMillis(superseding)) : next;
        }

        /** Form {@code table-versions} 1: timer i64, passed up to i64, then a {@link JoinBuffer} of versions and one of records. */
        static <V, T> StateCodec<Versions<V, T>> codec(StateCodec<V> value, StateCodec<T> record) {
            StateCodec<Held<V>> version = Held.codec(value);
            return StateCodec.of(
                    "table-versions",
                    1,
                    (state, out) -> {
                        state.versions.encode(
                                version, out.writeLong(state.timerMillis).writeLong(state.passedMillis));
                        state.records.encode(record, out);
                    },
                    in -> {
                        long timer = in.readLong();
                        long passed = in.readLong();
                        JoinBuffer<Held<V>> versions = JoinBuffer.decode(version, in);
                        return new Versions<>(versions, JoinBuffer.decode(record, in), timer, passed);
                    });
        }
    }

    private final TablePlan<U, V, T, R> plan;
    private final StateCodec<Versions<V, T>> codec;

    AsOfJoinLogic(Given<U, V, T, R> given) {
        this.plan = given.plan();
        this.codec = Versions.codec(plan.codec(), given.records());
    }

    @Override
    public Versions<V, T> create() {
        return new Versions<>(new JoinBuffer<>(), new JoinBuffer<>(), Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Override
    public StateCodec<Versions<V, T>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "as-of join";
    }

    @Override
    @SuppressWarnings("unchecked") // what comes from the other side is a record
    public Keep onRecord(Versions<V, T> state, Sided record, KeyedContext<K, R> context) {
        long time = Windows.checked(context.timeMillis());
        long passed = Math.max(context.watermarkMillis(), state.passedMillis);
        if (record.side() == Joins.TABLE) {
            state.versions.add(new Held<>(plan.valueOf(record.value()).orElse(null)), time);
            state.prune(passed);
        } else if (time < passed) {
            T late = (T) record.value();
            context.emit(Sides.late(), new LateRecord<>(context.key(), late, time, LateRecord.NO_WINDOW), time);
        } else {
            state.records.add((T) record.value(), time);
        }
        if (state.isEmpty()) {
            return Keep.DISCARD;
        }
        setTimer(state, context);
        return Keep.RETAIN;
    }

    @Override
    public Keep onTimer(Versions<V, T> state, long payload, KeyedContext<K, R> context) {
        long now = context.timeMillis();
        if (now != state.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        int due = state.records.olderThan(now);
        for (int i = 0; i < due; i++) {
            long time = state.records.timeMillis(i);
            plan.emit(state.records.value(i), state.valuesAt(time), context, time);
        }
        state.records.removeFirst(due);
        state.passedMillis = now;
        state.prune(now);
        if (state.isEmpty()) {
            return Keep.DISCARD;
        }
        state.timerMillis = Long.MAX_VALUE;
        setTimer(state, context);
        return Keep.RETAIN;
    }

    private static <V, T> void setTimer(Versions<V, T> state, KeyedContext<?, ?> context) {
        long due = state.next();
        if (due < state.timerMillis) {
            state.timerMillis = due;
            context.setTimer(due, 0);
        }
    }
}
