package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.Firing;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.dataflow.KeyedContext;

/**
 * One window that may have several results: its state, and what is known of the results that left.
 *
 * @param <S> the aggregation's state
 */
final class Refined<S> {

    /*
     * A result that has to be taken back is answered again, from the state that it was answered from. That is the state itself until a record comes, and a copy made
     * then; so a copy is made at most once for each result, and none where results are not taken back.
     *
     * Invariant: state is null only where results discard and no record came since the last one. before is null unless results retract, one stands, and a record
     * came since.
     */
    S state;
    S before;

    /** Records since the last result. */
    long pending;

    /** Results so far, retractions not counted. */
    int results;

    /** Whether the watermark has passed the window's end: further results are late ones. */
    boolean passed;

    /** Whether there is a result that was not taken back. */
    boolean standing;

    private Timing lastTiming = Timing.EARLY;

    /** What the last answer was asked at. */
    private long askedMillis;

    /** Takes one record in; what the aggregation throws leaves all as it was. */
    <T> void update(WindowPlan<T, S, ?, ?> plan, T record, long timeMillis) {
        S into = state == null ? plan.aggregation().create() : state;
        S kept = plan.retracts() && standing && pending == 0 ? plan.copy(into) : before;
        plan.aggregation().update(into, record, timeMillis);
        state = into;
        before = kept;
        pending++;
    }

    /** Takes the records and the past of another window of the same key in, whose results were taken back if that is the plan. */
    void join(WindowPlan<?, S, ?, ?> plan, Refined<S> other) {
        if (state == null) {
            state = other.state;
        } else if (other.state != null) {
            plan.aggregation().merge(state, other.state);
        }
        pending += other.pending;
        results += other.results;
        passed |= other.passed;
        standing |= other.standing;
    }

    /**
     * Gives a result, and before it takes back the one that stands, if that is the plan. Gives none where results discard and there is nothing new.
     *
     * @param askedMillis the time at which the state is asked
     * @param timeMillis the event time of what leaves
     */
    <K, R> void fire(
            WindowPlan<?, S, R, ?> plan,
            Timing timing,
            Span span,
            long askedMillis,
            long timeMillis,
            KeyedContext<K, WindowResult<K, R>> context) {
        if (plan.discards() && pending == 0) {
            return;
        }
        if (plan.retracts() && standing) {
            context.emit(retraction(plan, span, context.key()), timeMillis);
        }
        R answer = plan.aggregation().answer(state, askedMillis);
        context.emit(span.result(context.key(), answer, new Firing(timing, results, false)), timeMillis);
        this.askedMillis = askedMillis;
        lastTiming = timing;
        standing = true;
        results++;
        pending = 0;
        before = null;
        if (plan.discards()) {
            state = null;
        }
    }

    /** What takes back the result that stands. */
    <K, R> WindowResult<K, R> retraction(WindowPlan<?, S, R, ?> plan, Span span, K key) {
        R answer = plan.aggregation().answer(before == null ? state : before, askedMillis);
        return span.result(key, answer, new Firing(lastTiming, results - 1, true));
    }

    /** A window's place, as its results say it. */
    record Span(long id, long startMillis, long endMillis) {

        <K, R> WindowResult<K, R> result(K key, R answer, Firing firing) {
            return new WindowResult<>(key, id, startMillis, endMillis, answer, firing);
        }
    }

    /**
     * Form {@code refined} 1: pending i64, results i32, passed u8, standing u8, last timing u8, asked at i64, then whether there is a state, and the state, and the same of the
     * state before.
     */
    static <S> StateCodec<Refined<S>> codec(StateCodec<S> of) {
        return StateCodec.of("refined", 1, (window, out) -> window.encode(of, out), in -> decode(of, in));
    }

    private void encode(StateCodec<S> of, StateWriter out) {
        out.writeLong(pending).writeInt(results).writeBoolean(passed).writeBoolean(standing);
        out.writeByte(lastTiming.ordinal()).writeLong(askedMillis);
        encodeOptional(of, state, out);
        encodeOptional(of, before, out);
    }

    private static <S> Refined<S> decode(StateCodec<S> of, StateReader in) {
        Refined<S> window = new Refined<>();
        window.pending = in.readCount("pending");
        window.results = in.readIntBetween("results", 0, Integer.MAX_VALUE);
        window.passed = in.readBoolean("passed");
        window.standing = in.readBoolean("standing");
        int timing = in.readByte();
        if (timing < 0 || timing >= Timing.values().length) {
            throw in.corrupt("timing must be in 0.." + (Timing.values().length - 1) + ", got " + timing);
        }
        window.lastTiming = Timing.values()[timing];
        window.askedMillis = in.readLong();
        window.state = decodeOptional(of, in);
        window.before = decodeOptional(of, in);
        if (window.state == null && (window.pending > 0 || window.results == 0)) {
            throw in.corrupt("a window must have a state or be through with it");
        }
        return window;
    }

    private static <S> void encodeOptional(StateCodec<S> of, S state, StateWriter out) {
        out.writeBoolean(state != null);
        if (state != null) {
            of.encode(state, out);
        }
    }

    private static <S> S decodeOptional(StateCodec<S> of, StateReader in) {
        return in.readBoolean("present") ? of.decode(in) : null;
    }
}
