package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.ArrayList;
import java.util.List;

/** Sessions: windows that grow with their records, and into one another. See {@link Windowed#of} for what goes in and out. */
final class SessionWindowLogic<K, T, S, R> implements KeyedLogic<K, T, SessionWindowLogic.Open<S>, WindowResult<K, R>> {

    /*
     * The sessions of a key are kept by rising time, more than reach apart, so that a record touches at most two: the one before and the one after it. A
     * session is closed once no record as new as the watermark can reach it any more, that is when the watermark is past its last record by more than reach.
     * An older record still comes in time if it reaches an open session, or if the session it would start is open.
     *
     * A session's end moves with its records, and timers cannot be taken back. So there is one timer that matters, for the first session; where the
     * session has grown meanwhile, the timer is set anew when it fires.
     */

    /** One session. */
    static final class Session<S> {
        final S state;
        long firstMillis;
        long lastMillis;

        Session(S state, long firstMillis, long lastMillis) {
            this.state = state;
            this.firstMillis = firstMillis;
            this.lastMillis = lastMillis;
        }
    }

    /** What a key has. */
    static final class Open<S> {
        final List<Session<S>> sessions = new ArrayList<>(1);
        long timerMillis = Long.MAX_VALUE;

        /** Form {@code open-sessions} 1: timer i64, sessions i32, then of each first time i64, last time i64 and the state, by rising time. */
        static <S> StateCodec<Open<S>> codec(StateCodec<S> of) {
            return StateCodec.of("open-sessions", 1, (open, out) -> open.encode(of, out), in -> decode(of, in));
        }

        private void encode(StateCodec<S> of, StateWriter out) {
            out.writeLong(timerMillis).writeInt(sessions.size());
            for (Session<S> session : sessions) {
                of.encode(session.state, out.writeLong(session.firstMillis).writeLong(session.lastMillis));
            }
        }

        private static <S> Open<S> decode(StateCodec<S> of, StateReader in) {
            Open<S> state = new Open<>();
            state.timerMillis = in.readLong();
            long last = Long.MIN_VALUE;
            for (int left = in.readLength("sessions", 17); left > 0; left--) {
                long firstMillis = in.readLong();
                long lastMillis = in.readLong();
                if (firstMillis <= last || lastMillis < firstMillis || lastMillis > Windows.LIMIT_MILLIS) {
                    throw in.corrupt("sessions must follow one another, got " + firstMillis + ".." + lastMillis
                            + " after " + last);
                }
                last = lastMillis;
                state.sessions.add(new Session<>(of.decode(in), firstMillis, lastMillis));
            }
            return state;
        }
    }

    private final WindowPlan<T, S, R, Windows.Session> plan;
    private final Windows.Session windows;
    private final Aggregation<T, S, R> aggregation;
    private final StateCodec<Open<S>> codec;

    SessionWindowLogic(WindowPlan<T, S, R, Windows.Session> plan) {
        this.plan = plan;
        this.windows = plan.windows();
        this.aggregation = plan.aggregation();
        this.codec = Open.codec(aggregation.codec());
    }

    @Override
    public Open<S> create() {
        return new Open<>();
    }

    @Override
    public StateCodec<Open<S>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "sessions: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(Open<S> state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        long time = Windows.checked(context.timeMillis());
        List<Session<S>> sessions = state.sessions;
        int after = sessions.size();
        while (after > 0 && sessions.get(after - 1).firstMillis > time) {
            after--;
        }
        boolean reachesBefore = after > 0 && time <= closedAt(sessions.get(after - 1).lastMillis) - 1;
        boolean reachesAfter = after < sessions.size() && sessions.get(after).firstMillis <= closedAt(time) - 1;
        boolean late = !reachesBefore && !reachesAfter && closedAt(time) <= context.watermarkMillis();
        if (late || plan.isTooOldAnyway(context)) {
            plan.emitLate(record, LateRecord.SESSION, context);
        } else {
            take(sessions, after, reachesBefore, reachesAfter, record, context);
        }
        if (sessions.isEmpty()) {
            return Keep.DISCARD;
        }
        setTimer(state, context);
        return Keep.RETAIN;
    }

    private void take(
            List<Session<S>> sessions,
            int after,
            boolean reachesBefore,
            boolean reachesAfter,
            T record,
            KeyedContext<K, ?> context) {
        long time = context.timeMillis();
        Session<S> into = reachesBefore
                ? sessions.get(after - 1)
                : reachesAfter ? sessions.get(after) : new Session<>(aggregation.create(), time, time);
        try {
            aggregation.update(into.state, record, time);
        } catch (IllegalArgumentException refusal) {
            plan.refused(record, refusal, context);
            return;
        }
        into.firstMillis = Math.min(into.firstMillis, time);
        into.lastMillis = Math.max(into.lastMillis, time);
        if (reachesBefore && reachesAfter) {
            Session<S> joined = sessions.remove(after);
            aggregation.merge(into.state, joined.state);
            into.lastMillis = joined.lastMillis;
        } else if (!reachesBefore && !reachesAfter) {
            sessions.add(after, into);
        }
    }

    @Override
    public Keep onTimer(Open<S> state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        if (context.timeMillis() != state.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        Session<S> first = state.sessions.get(0);
        if (closedAt(first.lastMillis) == state.timerMillis) {
            long lastInstant = state.timerMillis - 1;
            R answer = aggregation.answer(first.state, lastInstant);
            long end = first.lastMillis + windows.gapMillis();
            context.emit(
                    new WindowResult<>(context.key(), first.firstMillis, first.firstMillis, end, answer), lastInstant);
            state.sessions.remove(0);
            if (state.sessions.isEmpty()) {
                return Keep.DISCARD;
            }
        }
        state.timerMillis = Long.MAX_VALUE;
        setTimer(state, context);
        return Keep.RETAIN;
    }

    private void setTimer(Open<S> state, KeyedContext<K, ?> context) {
        long due = closedAt(state.sessions.get(0).lastMillis);
        if (due < state.timerMillis) {
            state.timerMillis = due;
            context.setTimer(due, 0);
        }
    }

    /** The watermark at which a session whose last record is of that time is closed: the first instant that does not reach it. */
    private long closedAt(long lastMillis) {
        return lastMillis + windows.reachMillis() + 1;
    }
}
