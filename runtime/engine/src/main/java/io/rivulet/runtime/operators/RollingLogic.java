package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.runtime.Keyed;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** See {@link ByEventTime#rolling}. */
final class RollingLogic<K, T, R> implements KeyedLogic<K, T, RollingLogic.Rolling<T, R>, Keyed<K, Optional<R>>> {

    /*
     * Records wait until the watermark has reached them and go into the window by rising time, so that every method of sliding will do. What happens
     * next is the first of two: the next waiting record goes in, or the window runs empty. It has run empty when even a record at the last
     * instant that the newest one reaches to would have come, one millisecond later than that. One timer waits for whichever it is.
     */

    /**
     * What the user gave.
     *
     * @param aggregation what to answer, and whether refused records go aside
     * @param codec of the records that wait, and of those that the window keeps
     */
    record Given<T, R>(Checked<Aggregation<T, ?, R>> aggregation, Duration size, StateCodec<T> codec) {
        Given {
            Objects.requireNonNull(codec, "codec");
            ByEventTime.millis("size", size);
            Sliding.over(size, aggregation.algorithm()); // refuses what cannot slide that far, while the flow is built
        }

        Sliding<T, R> window() {
            return Sliding.over(size, aggregation.algorithm());
        }
    }

    /** What a key has: the records that wait, the window, the time of the newest record in it, and the timer that matters. */
    static final class Rolling<T, R> {
        static final long NONE = Long.MIN_VALUE;

        final TimedHeap<T> waiting;
        Sliding<T, R> window;
        long newestMillis;
        long timerMillis;

        Rolling(TimedHeap<T> waiting, Sliding<T, R> window, long newestMillis, long timerMillis) {
            this.waiting = waiting;
            this.window = window;
            this.newestMillis = newestMillis;
            this.timerMillis = timerMillis;
        }

        /** Form {@code rolling} 1: newest time in the window i64, timer i64, the waiting records, the window. */
        static <T, R> StateCodec<Rolling<T, R>> codec(StateCodec<T> of, StateCodec<Sliding<T, R>> window) {
            return StateCodec.of(
                    "rolling",
                    1,
                    (state, out) -> {
                        state.waiting.encode(
                                of, out.writeLong(state.newestMillis).writeLong(state.timerMillis));
                        window.encode(state.window, out);
                    },
                    in -> {
                        long newest = in.readLong();
                        long timer = in.readLong();
                        TimedHeap<T> waiting = TimedHeap.decode(of, in);
                        return new Rolling<>(waiting, window.decode(in), newest, timer);
                    });
        }
    }

    private final Given<T, R> given;
    private final long size;
    private final StateCodec<Rolling<T, R>> codec;

    RollingLogic(Given<T, R> given) {
        this.given = given;
        this.size = ByEventTime.millis("size", given.size());
        this.codec = Rolling.codec(given.codec(), given.window().codec(given.codec()));
    }

    @Override
    public Rolling<T, R> create() {
        return new Rolling<>(new TimedHeap<>(), given.window(), Rolling.NONE, Long.MAX_VALUE);
    }

    @Override
    public StateCodec<Rolling<T, R>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return given.aggregation().algorithm().name() + " of " + size + " ms";
    }

    @Override
    public Keep onRecord(Rolling<T, R> state, T record, KeyedContext<K, Keyed<K, Optional<R>>> context) {
        long time = Windows.checked(context.timeMillis());
        if (time < context.watermarkMillis()) {
            Sides.emitLate(record, context);
        } else {
            state.waiting.add(record, time);
        }
        return proceed(state, context);
    }

    @Override
    public Keep onTimer(Rolling<T, R> state, long payload, KeyedContext<K, Keyed<K, Optional<R>>> context) {
        if (context.timeMillis() != state.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        state.timerMillis = Long.MAX_VALUE;
        return proceed(state, context);
    }

    /** Does what is due, and sets the timer for what comes next. */
    private Keep proceed(Rolling<T, R> state, KeyedContext<K, Keyed<K, Optional<R>>> context) {
        while (true) {
            if (state.waiting.isEmpty() && state.newestMillis == Rolling.NONE) {
                return Keep.DISCARD;
            }
            long emptyAt = state.newestMillis == Rolling.NONE ? Long.MAX_VALUE : state.newestMillis + size + 1;
            long due = Math.min(state.waiting.firstTime(), emptyAt);
            if (due > context.watermarkMillis()) {
                if (due < state.timerMillis) {
                    state.timerMillis = due;
                    context.setTimer(due, 0);
                }
                return Keep.RETAIN;
            }
            if (due == emptyAt) {
                state.newestMillis = Rolling.NONE;
                state.window = given.window();
                context.emit(new Keyed<>(context.key(), Optional.empty()), due - 1);
            } else {
                take(state, due, context);
            }
        }
    }

    private void take(Rolling<T, R> state, long time, KeyedContext<K, Keyed<K, Optional<R>>> context) {
        T record = state.waiting.removeFirst();
        try {
            state.window.update(record, time);
        } catch (IllegalArgumentException refusal) {
            given.aggregation().refused(record, refusal, time, context);
            return;
        }
        state.newestMillis = time;
        context.emit(new Keyed<>(context.key(), Optional.of(state.window.answer())), time);
    }
}
