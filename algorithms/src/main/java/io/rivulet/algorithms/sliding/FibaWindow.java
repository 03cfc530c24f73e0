package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** A state for each record, or for each step of the window's slide, in a tree of sums that takes them in any order and answers for any part that ends now. */
final class FibaWindow<T, S, R> implements RecordWindow<T, R> {

    /*
     * With a slide, the newest pane stands beside the tree, as open, so that a record in order costs no merge; it goes in when a record of a later pane comes.
     * A pane stands at its start. Without a slide every record has a state of its own at its position, and open is always null.
     */
    private final Aggregation<T, S, R> aggregation;
    private final Span span;
    private Fiba<S> closed;
    private S open;
    private long openStart;

    FibaWindow(Aggregation<T, S, R> aggregation, Span span) {
        this(aggregation, span, new Fiba<>(aggregation));
    }

    private FibaWindow(Aggregation<T, S, R> aggregation, Span span, Fiba<S> closed) {
        this.aggregation = aggregation;
        this.span = span;
        this.closed = closed;
    }

    @Override
    public SlidingMethod method() {
        return SlidingMethod.FIBA;
    }

    @Override
    public long lowest() {
        return Long.MIN_VALUE;
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        if (span.slide() == 1) {
            closed.insert(position, stateOf(record, timeMillis));
            return;
        }
        long start = span.stepOf(position);
        if (open == null || start > openStart) {
            S pane = stateOf(record, timeMillis);
            if (open != null) {
                closed.insert(openStart, open);
            }
            open = pane;
            openStart = start;
        } else if (start == openStart) {
            aggregation.update(open, record, timeMillis);
        } else {
            S pane = closed.find(start);
            if (pane == null) {
                closed.insert(start, stateOf(record, timeMillis));
            } else {
                aggregation.update(pane, record, timeMillis);
                closed.changed(start);
            }
        }
    }

    private S stateOf(T record, long timeMillis) {
        S state = aggregation.create();
        aggregation.update(state, record, timeMillis);
        return state;
    }

    @Override
    public void evictTo(long start) {
        closed.evictTo(start);
        if (open != null && openStart < start) {
            open = null;
        }
    }

    @Override
    public R answer(long start, long nowMillis) {
        if (open == null && !closed.isEmpty() && closed.firstTime() >= start) {
            return aggregation.answer(closed.sum(), nowMillis);
        }
        S sum = closed.copyOfSumFrom(start);
        if (open == null || openStart < start) {
            return aggregation.answer(sum == null ? aggregation.create() : sum, nowMillis);
        }
        if (sum == null) {
            return aggregation.answer(open, nowMillis);
        }
        aggregation.merge(sum, open);
        return aggregation.answer(sum, nowMillis);
    }

    @Override
    public boolean isEmpty() {
        return open == null && closed.isEmpty();
    }

    @Override
    public void clear() {
        closed.clear();
        open = null;
    }

    @Override
    public FibaWindow<T, S, R> copy() {
        FibaWindow<T, S, R> copy = new FibaWindow<>(aggregation, span, closed.copy());
        copy.open = open == null ? null : aggregation.copy(open);
        copy.openStart = openStart;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 40 + closed.stateBytes() + (open == null ? 0 : aggregation.stateBytes(open));
    }

    @Override
    public boolean keepsRecords() {
        return false;
    }

    /** Whether a pane is open u8, if so its start i64 and its state; then the tree. */
    @Override
    public void encode(StateCodec<T> records, StateWriter out) {
        out.writeBoolean(open != null);
        if (open != null) {
            aggregation.codec().encode(open, out.writeLong(openStart));
        }
        closed.encode(out);
    }

    @Override
    public void decode(StateCodec<T> records, long newest, StateReader in) {
        if (in.readBoolean("open")) {
            openStart = in.readLong();
            open = SummaryQueue.decodeState(aggregation, in);
            if (span.slide() == 1 || openStart > newest || openStart != span.stepOf(openStart)) {
                throw in.corrupt(
                        "open pane must start at a step of " + span + " up to " + newest + ", got " + openStart);
            }
        }
        closed.decode(in);
        long last = open != null ? openStart - span.slide() : span.stepOf(newest);
        if (!closed.isEmpty() && closed.lastTime() > last) {
            throw in.corrupt("states must be at most at " + last + ", got " + closed.lastTime());
        }
    }
}
