package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import io.rivulet.runtime.dataflow.Port;

/**
 * One window for all records of a key: a result whenever the emission says so, and one at the end of input. See {@link Windowed#of} for what goes in and out.
 *
 * <p>Where results discard, a key has no state after a result, and its next one is the first again.
 */
final class GlobalWindowLogic<K, T, S, R> implements KeyedLogic<K, T, GlobalWindowLogic.All<S>, WindowResult<K, R>> {

    private static final Refined.Span ALL_TIME = new Refined.Span(0, Long.MIN_VALUE, Long.MAX_VALUE);

    /** What a key has. */
    static final class All<S> {
        final Refined<S> window;
        final EarlyTimers early;
        long timerMillis = Long.MAX_VALUE;

        /** The newest event time: the time at which states that look at time are asked. */
        long newestMillis = Port.NO_TIME;

        All(Refined<S> window, EarlyTimers early) {
            this.window = window;
            this.early = early;
        }

        /** Form {@code global-window} 1: timer i64, newest time i64, early timers i64 twice, then the window. */
        static <S> StateCodec<All<S>> codec(StateCodec<S> of) {
            StateCodec<Refined<S>> window = Refined.codec(of);
            return StateCodec.of(
                    "global-window",
                    1,
                    (all, out) -> {
                        all.early.encode(out.writeLong(all.timerMillis).writeLong(all.newestMillis));
                        window.encode(all.window, out);
                    },
                    in -> {
                        long timer = in.readLong();
                        long newest = in.readLong();
                        EarlyTimers early = EarlyTimers.decode(in);
                        All<S> all = new All<>(window.decode(in), early);
                        all.timerMillis = timer;
                        all.newestMillis = newest;
                        return all;
                    });
        }
    }

    private final WindowPlan<T, S, R, Windows.Global> plan;
    private final Emission emission;
    private final StateCodec<All<S>> codec;

    GlobalWindowLogic(WindowPlan<T, S, R, Windows.Global> plan) {
        this.plan = plan;
        this.emission = plan.emission();
        this.codec = All.codec(plan.aggregation().codec());
    }

    @Override
    public All<S> create() {
        return new All<>(new Refined<>(), new EarlyTimers());
    }

    @Override
    public StateCodec<All<S>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "global window: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(All<S> state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        long time = context.timeMillis();
        try {
            state.window.update(plan, record, time);
        } catch (IllegalArgumentException refusal) {
            plan.refused(record, refusal, context);
            return state.window.state == null ? Keep.DISCARD : Keep.RETAIN;
        }
        state.newestMillis = Math.max(state.newestMillis, time);
        if (emission.earlyRecords() > 0 && state.window.pending >= emission.earlyRecords()) {
            return fire(state, Timing.EARLY, context);
        }
        state.early.onRecord(emission, Math.max(time, context.watermarkMillis()), Long.MAX_VALUE, context);
        if (state.early.eventMillis < state.timerMillis) {
            state.timerMillis = state.early.eventMillis;
            context.setTimer(state.timerMillis, 0);
        }
        return Keep.RETAIN;
    }

    /** At the end of input the last result is about to leave: one is enough. */
    @Override
    public Keep onTimer(All<S> state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        boolean due;
        if (payload == EarlyTimers.BY_CLOCK) {
            due = state.early.isDueByClock(context);
        } else {
            due = context.timeMillis() == state.timerMillis && state.early.isDue(state.timerMillis);
            state.timerMillis = due ? Long.MAX_VALUE : state.timerMillis;
        }
        return due && state.window.pending > 0 && context.watermarkMillis() < Long.MAX_VALUE
                ? fire(state, Timing.EARLY, context)
                : Keep.RETAIN;
    }

    @Override
    public Keep onEnd(All<S> state, KeyedContext<K, WindowResult<K, R>> context) {
        fire(state, Timing.ON_TIME, context);
        return Keep.DISCARD;
    }

    private Keep fire(All<S> state, Timing timing, KeyedContext<K, WindowResult<K, R>> context) {
        state.window.fire(plan, timing, ALL_TIME, state.newestMillis, Port.NO_TIME, context);
        return plan.discards() ? Keep.DISCARD : Keep.RETAIN;
    }
}
