package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.function.Supplier;

/** The records of the newest session, and of those before it that a late record may still join to it. */
final class SessionWindow<T, R> implements RecordWindow<T, R> {

    /*
     * Sessions are more than the gap apart, so that one record joins two at most. In order there is one, and a new one begins with new contents, so that a
     * record that is refused changes nothing. Contents hold the records of all sessions held.
     */
    private final Supplier<RecordWindow<T, R>> empty;
    private final Span span;
    private RecordWindow<T, R> contents;
    private LongRing starts = new LongRing();
    private LongRing ends = new LongRing();

    SessionWindow(Supplier<RecordWindow<T, R>> empty, Span span) {
        this.empty = empty;
        this.span = span;
        this.contents = empty.get();
    }

    @Override
    public SlidingMethod method() {
        return contents.method();
    }

    @Override
    public long lowest() {
        return Long.MIN_VALUE;
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        if (span.lateness() == 0 && isOver(timeMillis)) {
            RecordWindow<T, R> anew = empty.get();
            anew.update(record, timeMillis, position);
            clear();
            contents = anew;
        } else {
            contents.update(record, timeMillis, position);
        }
        join(timeMillis);
    }

    private void join(long time) {
        int from = ends.countUpTo(time - span.gap() - 1);
        int to = starts.countUpTo(time + span.gap());
        if (from == to) {
            starts.insert(from, time);
            ends.insert(from, time);
            return;
        }
        starts.set(from, Math.min(time, starts.get(from)));
        ends.set(from, Math.max(time, ends.get(to - 1)));
        if (to - from == 2) {
            starts.remove(from + 1);
            ends.remove(from + 1);
        }
    }

    /** Whether the newest session, if there is one, has ended before {@code now}. */
    private boolean isOver(long now) {
        return ends.size() == 0 || now - ends.last() > span.gap();
    }

    @Override
    public void evictTo(long earliestEnd) {
        int leaving = ends.countUpTo(earliestEnd - 1);
        if (leaving == ends.size()) {
            clear();
            return;
        }
        for (int i = 0; i < leaving; i++) {
            starts.removeFirst();
            ends.removeFirst();
        }
        if (leaving > 0) {
            contents.evictTo(starts.get(0));
        }
    }

    @Override
    public R answer(long earliestEnd, long nowMillis) {
        return isOver(nowMillis) ? empty.get().answer(nowMillis, nowMillis) : contents.answer(starts.last(), nowMillis);
    }

    /** Of the session; behind {@code now} where it is over. */
    @Override
    public long firstCovered(long earliestEnd, long nowMillis) {
        return isOver(nowMillis) ? nowMillis + 1 : starts.last();
    }

    @Override
    public boolean isEmpty() {
        return ends.size() == 0;
    }

    @Override
    public void clear() {
        contents.clear();
        starts.clear();
        ends.clear();
    }

    @Override
    public SessionWindow<T, R> copy() {
        SessionWindow<T, R> copy = new SessionWindow<>(empty, span);
        copy.contents = contents.copy();
        copy.starts = starts.copy();
        copy.ends = ends.copy();
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + starts.stateBytes() + ends.stateBytes() + contents.stateBytes();
    }

    @Override
    public boolean keepsRecords() {
        return contents.keepsRecords();
    }

    /** When the sessions start, when they end, the contents. */
    @Override
    public void encode(StateCodec<T> records, StateWriter out) {
        starts.encode(out);
        ends.encode(out);
        contents.encode(records, out);
    }

    @Override
    public void decode(StateCodec<T> records, long newest, StateReader in) {
        starts.decode("starts", true, in);
        ends.decode("ends", true, in);
        if (starts.size() != ends.size()) {
            throw in.corrupt("starts must be as many as ends, " + ends.size() + ", got " + starts.size());
        }
        for (int i = 0; i < starts.size(); i++) {
            long from = i == 0 ? -Span.MOST_MILLIS : ends.get(i - 1) + span.gap() + 1;
            if (starts.get(i) < from || ends.get(i) < starts.get(i) || ends.get(i) > newest) {
                throw in.corrupt("sessions must be more than the gap apart and end by " + newest + ", got one from "
                        + starts.get(i) + " to " + ends.get(i));
            }
        }
        contents.decode(records, newest, in);
        if (contents.isEmpty() != isEmpty()) {
            throw in.corrupt("a session must hold a record, and none be outside of one");
        }
    }
}
