package io.rivulet.runtime.operators;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.runtime.Emission;
import io.rivulet.runtime.Firing.Timing;
import io.rivulet.runtime.LateRecord;
import io.rivulet.runtime.WindowResult;
import io.rivulet.runtime.Windows;
import io.rivulet.runtime.dataflow.Keep;
import io.rivulet.runtime.dataflow.KeyedContext;
import io.rivulet.runtime.dataflow.KeyedLogic;
import java.util.ArrayList;
import java.util.List;

/** Sessions that may have several results each: early ones, and late ones. See {@link Windowed#of} for what goes in and out. */
final class RefinedSessionLogic<K, T, S, R>
        implements KeyedLogic<K, T, RefinedSessionLogic.Open<S>, WindowResult<K, R>> {

    /*
     * As in SessionWindowLogic the sessions of a key are kept by rising time, more than reach apart, so that a record touches at most two. They stay until the
     * watermark is past the end by the allowed lateness, so that a late record can still join; those that are complete come first.
     *
     * A record makes another session of the one that it joins, with another end and perhaps another start. Therefore a result that is to be taken back is taken
     * back at once, under the name that it had, and not when the next one leaves: that may be after a watermark for which it would be late.
     */

    /** One session. */
    static final class Session<S> {
        final Refined<S> window;
        long firstMillis;
        long lastMillis;

        /** Whether the watermark has passed the end that it has now; a record that moves the end makes it open again. */
        boolean complete;

        Session(Refined<S> window, long firstMillis, long lastMillis) {
            this.window = window;
            this.firstMillis = firstMillis;
            this.lastMillis = lastMillis;
        }
    }

    /** What a key has. */
    static final class Open<S> {
        final List<Session<S>> sessions = new ArrayList<>(1);
        final EarlyTimers early;
        long timerMillis;
        long reachedMillis;

        Open(EarlyTimers early, long timerMillis, long reachedMillis) {
            this.early = early;
            this.timerMillis = timerMillis;
            this.reachedMillis = reachedMillis;
        }

        /**
         * Form {@code refined-sessions} 1: timer i64, reached i64, early timers i64 twice, sessions i32, then of each first time i64, last time i64, complete u8 and the
         * window, by rising time.
         */
        static <S> StateCodec<Open<S>> codec(StateCodec<S> of) {
            StateCodec<Refined<S>> each = Refined.codec(of);
            return StateCodec.of("refined-sessions", 1, (open, out) -> open.encode(each, out), in -> decode(each, in));
        }

        private void encode(StateCodec<Refined<S>> each, StateWriter out) {
            early.encode(out.writeLong(timerMillis).writeLong(reachedMillis));
            out.writeInt(sessions.size());
            for (Session<S> session : sessions) {
                out.writeLong(session.firstMillis).writeLong(session.lastMillis).writeBoolean(session.complete);
                each.encode(session.window, out);
            }
        }

        private static <S> Open<S> decode(StateCodec<Refined<S>> each, StateReader in) {
            long timer = in.readLong();
            long reached = in.readLong();
            Open<S> state = new Open<>(EarlyTimers.decode(in), timer, reached);
            long last = Long.MIN_VALUE;
            for (int left = in.readLength("sessions", 18); left > 0; left--) {
                long firstMillis = in.readLong();
                long lastMillis = in.readLong();
                if (firstMillis <= last || lastMillis < firstMillis || lastMillis > Windows.LIMIT_MILLIS) {
                    throw in.corrupt("sessions must follow one another, got " + firstMillis + ".." + lastMillis
                            + " after " + last);
                }
                last = lastMillis;
                boolean complete = in.readBoolean("complete");
                Session<S> session = new Session<>(each.decode(in), firstMillis, lastMillis);
                session.complete = complete;
                state.sessions.add(session);
            }
            return state;
        }
    }

    private final WindowPlan<T, S, R, Windows.Session> plan;
    private final Windows.Session windows;
    private final Emission emission;
    private final StateCodec<Open<S>> codec;

    RefinedSessionLogic(WindowPlan<T, S, R, Windows.Session> plan) {
        this.plan = plan;
        this.windows = plan.windows();
        this.emission = plan.emission();
        this.codec = Open.codec(plan.aggregation().codec());
    }

    @Override
    public Open<S> create() {
        return new Open<>(new EarlyTimers(), Long.MAX_VALUE, Long.MIN_VALUE);
    }

    @Override
    public StateCodec<Open<S>> codec() {
        return codec;
    }

    @Override
    public String fingerprint() {
        return "refined sessions: " + plan.fingerprint();
    }

    @Override
    public Keep onRecord(Open<S> state, T record, KeyedContext<K, WindowResult<K, R>> context) {
        long time = Windows.checked(context.timeMillis());
        long now = Math.max(context.watermarkMillis(), state.reachedMillis);
        List<Session<S>> sessions = state.sessions;
        int after = sessions.size();
        while (after > 0 && sessions.get(after - 1).firstMillis > time) {
            after--;
        }
        boolean reachesBefore = after > 0 && time < completeAt(sessions.get(after - 1).lastMillis);
        boolean reachesAfter = after < sessions.size() && sessions.get(after).firstMillis < completeAt(time);
        boolean late = !reachesBefore && !reachesAfter && completeAt(time) + emission.latenessMillis() <= now;
        if (late || plan.isTooOldAnyway(context)) {
            plan.emitLate(record, LateRecord.SESSION, context);
        } else {
            int from = reachesBefore ? after - 1 : after;
            int to = reachesAfter ? after + 1 : after;
            if (take(sessions, from, to, record, context)) {
                fireByRecord(state, sessions.get(from), now, context);
                setTimer(state, context);
            }
        }
        return sessions.isEmpty() ? Keep.DISCARD : Keep.RETAIN;
    }

    /** Makes one session of those from {@code from} to before {@code to}, none to two of them, and the record. */
    private boolean take(
            List<Session<S>> sessions, int from, int to, T record, KeyedContext<K, WindowResult<K, R>> context) {
        long time = context.timeMillis();
        List<WindowResult<K, R>> takenBack = new ArrayList<>(0);
        long[] takenBackMillis = new long[2];
        for (int i = from; i < to && plan.retracts(); i++) {
            Session<S> joined = sessions.get(i);
            if (joined.window.standing) {
                takenBackMillis[takenBack.size()] = completeAt(joined.lastMillis) - 1;
                takenBack.add(joined.window.retraction(plan, span(joined), context.key()));
            }
        }
        Session<S> into = from < to ? sessions.get(from) : new Session<>(new Refined<>(), time, time);
        // Whatever stood is taken back here, so no copy is needed of what it was answered from.
        boolean stood = into.window.standing;
        into.window.standing = false;
        try {
            into.window.update(plan, record, time);
        } catch (IllegalArgumentException refusal) {
            into.window.standing = stood;
            plan.refused(record, refusal, context);
            return false;
        }
        for (int i = 0; i < takenBack.size(); i++) {
            context.emit(takenBack.get(i), takenBackMillis[i]);
        }
        if (from == to) {
            sessions.add(from, into);
        }
        into.firstMillis = Math.min(into.firstMillis, time);
        into.lastMillis = Math.max(into.lastMillis, time);
        if (to - from == 2) {
            Session<S> joined = sessions.remove(from + 1);
            joined.window.standing = false;
            into.window.join(plan, joined.window);
            into.lastMillis = joined.lastMillis;
        }
        return true;
    }

    /** Results that leave with the record: late ones at once, early ones where there are enough records. */
    private void fireByRecord(
            Open<S> state, Session<S> session, long now, KeyedContext<K, WindowResult<K, R>> context) {
        long end = completeAt(session.lastMillis);
        session.complete = end <= now;
        if (session.complete) {
            session.window.passed = true;
            fire(session, Timing.LATE, context);
        } else if (emission.earlyRecords() > 0 && session.window.pending >= emission.earlyRecords()) {
            fireEarly(session, context);
        } else {
            state.early.onRecord(emission, Math.max(context.timeMillis(), now), end, context);
        }
    }

    @Override
    public Keep onTimer(Open<S> state, long payload, KeyedContext<K, WindowResult<K, R>> context) {
        if (payload == EarlyTimers.BY_CLOCK) {
            if (state.early.isDueByClock(context)) {
                fireEarly(state, context);
            }
            return Keep.RETAIN;
        }
        long now = context.timeMillis();
        if (now != state.timerMillis) {
            // An older timer, from before a record came that made an earlier one necessary.
            return Keep.RETAIN;
        }
        state.timerMillis = Long.MAX_VALUE;
        state.reachedMillis = now;
        List<Session<S>> sessions = state.sessions;
        for (int i = firstOpen(sessions); i < sessions.size() && completeAt(sessions.get(i).lastMillis) <= now; i++) {
            Session<S> session = sessions.get(i);
            session.complete = true;
            if (!session.window.passed) {
                session.window.passed = true;
                fire(session, Timing.ON_TIME, context);
            } else if (session.window.pending > 0) {
                fire(session, Timing.LATE, context);
            }
        }
        if (state.early.isDue(now)) {
            fireEarly(state, context);
        }
        while (!sessions.isEmpty() && goesAt(sessions.get(0)) <= now) {
            sessions.remove(0);
        }
        if (sessions.isEmpty()) {
            return Keep.DISCARD;
        }
        setTimer(state, context);
        return Keep.RETAIN;
    }

    /** Where the watermark has passed a session's end too, its timer is about to fire: one result is enough. */
    private void fireEarly(Open<S> state, KeyedContext<K, WindowResult<K, R>> context) {
        List<Session<S>> sessions = state.sessions;
        for (int i = firstOpen(sessions); i < sessions.size(); i++) {
            Session<S> session = sessions.get(i);
            if (session.window.pending > 0 && completeAt(session.lastMillis) > context.watermarkMillis()) {
                fireEarly(session, context);
            }
        }
    }

    /** A session that was complete before a late record made it grow has no early results any more. */
    private void fireEarly(Session<S> session, KeyedContext<K, WindowResult<K, R>> context) {
        fire(session, session.window.passed ? Timing.LATE : Timing.EARLY, context);
    }

    private void fire(Session<S> session, Timing timing, KeyedContext<K, WindowResult<K, R>> context) {
        long lastInstant = completeAt(session.lastMillis) - 1;
        session.window.fire(plan, timing, span(session), lastInstant, lastInstant, context);
    }

    private Refined.Span span(Session<S> session) {
        return new Refined.Span(session.firstMillis, session.firstMillis, session.lastMillis + windows.gapMillis());
    }

    private static <S> int firstOpen(List<Session<S>> sessions) {
        int at = sessions.size();
        while (at > 0 && !sessions.get(at - 1).complete) {
            at--;
        }
        return at;
    }

    private void setTimer(Open<S> state, KeyedContext<K, ?> context) {
        List<Session<S>> sessions = state.sessions;
        int open = firstOpen(sessions);
        long due = state.early.eventMillis;
        if (open > 0) {
            due = Math.min(due, goesAt(sessions.get(0)));
        }
        if (open < sessions.size()) {
            due = Math.min(due, completeAt(sessions.get(open).lastMillis));
        }
        if (due < state.timerMillis) {
            state.timerMillis = due;
            context.setTimer(due, 0);
        }
    }

    /** The watermark at which a session whose last record is of that time is complete: the first instant that does not reach it. */
    private long completeAt(long lastMillis) {
        return lastMillis + windows.reachMillis() + 1;
    }

    private long goesAt(Session<S> session) {
        return completeAt(session.lastMillis) + emission.latenessMillis();
    }
}
