package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Selection;
import io.rivulet.runtime.TimeRange;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.Objects;
import java.util.function.Function;

/** See {@link ByEventTime#select}. */
final class SelectLogic<K, T, Q> implements KeyedLogic<K, Asked<T, Q>, SelectLogic.Kept<T, Q>, Selection<K, Q, T>> {

    /*
     * A query is answered one millisecond after its range, when all records of the range are there; at once if that has passed. Whatever the watermark may
     * have jumped over meanwhile, only records of the last keepMillis before that moment belong to the answer, so that it does not depend on when older
     * ones are dropped. Dropping is done now and then, at most DROPS times while a record is kept, because it moves all that stay.
     *
     * One timer waits for the first of the two: the next query that can be answered, the next drop.
     */
    private static final int DROPS = 8;

    /** What the user gave. */
    record Given<T, Q>(
            long keepMillis, Function<? super Q, TimeRange> range, StateCodec<T> facts, StateCodec<Q> questions) {
        Given {
            Objects.requireNonNull(range, "range");
            Objects.requireNonNull(facts, "records");
            Objects.requireNonNull(questions, "queries");
        }

        TimeRange rangeOf(Q query) {
            return Objects.requireNonNull(range.apply(query), "range of a query");
        }
    }

    /** A query that waits, and its own time. */
    record Waiting<Q>(Q query, long timeMillis) {

        /** Form {@code waiting-query} 1: time i64, then the query in its own form. */
        static <Q> StateCodec<Waiting<Q>> codec(StateCodec<Q> of) {
            return StateCodec.of(
                    "waiting-query",
                    1,
                    (waiting, out) -> of.encode(waiting.query, out.writeLong(waiting.timeMillis)),
                    in -> {
                        long time = in.readLong();
                        return new Waiting<>(of.decode(in), time);
                    });
        }
    }

    /** What a key has: its records, the queries that wait, when to drop records again, and the timer that matters. */
    static final class Kept<T, Q> {
        final TimedRecords<T> records;
        final TimedHeap<Waiting<Q>> queries;
        long dropMillis;
        long timerMillis;

        Kept(TimedRecords<T> records, TimedHeap<Waiting<Q>> queries, long dropMillis, long timerMillis) {
            this.records = records;
            this.queries = queries;
            this.dropMillis = dropMillis;
            this.timerMillis = timerMillis;
        }

        boolean isEmpty() {
            return records.isEmpty() && queries.isEmpty();
        }

        /** Form {@code kept-records} 1: next drop i64, timer i64, the queries by the time of their answer, the records. */
        static <T, Q> StateCodec<Kept<T, Q>> codec(StateCodec<T> facts, StateCodec<Q> questions) {
            StateCodec<TimedRecords<T>> records = TimedRecords.codec(facts);
            StateCodec<Waiting<Q>> waiting = Waiting.codec(questions);
            return StateCodec.of(
                    "kept-records",
                    1,
                    (kept, out) -> {
                        kept.queries.encode(
                                waiting, out.writeLong(kept.dropMillis).writeLong(kept.timerMillis));
                        records.encode(kept.records, out);
                    },
                    in -> {
                        long drop = in.readLong();
                        long timer = in.readLong();
                        TimedHeap<Waiting<Q>> queries = TimedHeap.decode(waiting, in);
                        return new Kept<>(records.decode(in), queries, drop, timer);
                    });
        }
    }

    private final Given<T, Q> given;
    private final long keep;
    private final StateCodec<Kept<T, Q>> codec;

    SelectLogic(Given<T, Q> given) {
        this.given = given;
        this.keep = given.keepMillis();
        this.codec = Kept.codec(given.facts(), given.questions());
    }

    @Override
    public Kept<T, Q> create() {
        return new Kept<>(new TimedRecords<>(), new TimedHeap<>(), Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    public StateCodec<Kept<T, Q>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return keep + " ms";
    }

    @Override
    public Keep onRecord(Kept<T, Q> kept, Asked<T, Q> asked, KeyedContext<K, Selection<K, Q, T>> context) {
        long time = Windows.checked(context.timeMillis());
        if (asked instanceof Asked.Fact<T, Q> fact) {
            take(kept, fact.value(), time, context);
        } else {
            ask(kept, ((Asked.Question<T, Q>) asked).value(), time, context);
        }
        return proceed(kept, context);
    }

    private void take(Kept<T, Q> kept, T record, long time, KeyedContext<K, ?> context) {
        if (time < context.watermarkMillis()) {
            Sides.emitLate(record, context);
            return;
        }
        kept.records.add(record, time);
        kept.dropMillis = Math.min(kept.dropMillis, time + keep + 1);
    }

    private void ask(Kept<T, Q> kept, Q query, long time, KeyedContext<K, Selection<K, Q, T>> context) {
        TimeRange range = given.rangeOf(query);
        long watermark = context.watermarkMillis();
        if (range.toMillis() < watermark) {
            answer(kept, query, range, watermark, Math.max(time, watermark), context);
        } else {
            kept.queries.add(new Waiting<>(query, time), range.toMillis() + 1);
        }
    }

    private void answer(
            Kept<T, Q> kept,
            Q query,
            TimeRange range,
            long nowMillis,
            long timeMillis,
            KeyedContext<K, Selection<K, Q, T>> context) {
        long oldest = nowMillis - keep;
        boolean complete = range.fromMillis() >= oldest;
        var records = kept.records.between(complete ? range.fromMillis() : oldest, range.toMillis());
        context.emit(new Selection<>(context.key(), query, records, complete), timeMillis);
    }

    @Override
    public Keep onTimer(Kept<T, Q> kept, long payload, KeyedContext<K, Selection<K, Q, T>> context) {
        long now = context.timeMillis();
        if (now != kept.timerMillis) {
            // An older timer, from before something came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        kept.timerMillis = Long.MAX_VALUE;
        while (kept.queries.firstTime() == now) {
            Waiting<Q> waiting = kept.queries.removeFirst();
            TimeRange range = given.rangeOf(waiting.query());
            answer(kept, waiting.query(), range, now, Math.max(waiting.timeMillis(), range.toMillis()), context);
        }
        if (kept.dropMillis <= now) {
            kept.records.dropBefore(now - keep);
            kept.dropMillis = kept.records.isEmpty()
                    ? Long.MAX_VALUE
                    : Math.max(kept.records.firstTime() + keep, now + keep / DROPS) + 1;
        }
        return proceed(kept, context);
    }

    private Keep proceed(Kept<T, Q> kept, KeyedContext<K, ?> context) {
        if (kept.isEmpty()) {
            return Keep.DISCARD;
        }
        long due = Math.min(kept.queries.firstTime(), kept.dropMillis);
        if (due < kept.timerMillis) {
            kept.timerMillis = due;
            context.setTimer(due, 0);
        }
        return Keep.RETAIN;
    }
}
