package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** A state for each record, or for each step of the window's slide, in a {@link PaneWindow}. */
final class RecordPanes<T, S, R> implements RecordWindow<T, R> {

    /*
     * With a slide, the pane of the newest records stays open, and is appended when a record of a later pane comes. Without one, every record is a
     * pane of its own, which ends just behind the record's position, and open is always null.
     */
    private final Aggregation<T, S, R> aggregation;
    private final Span span;
    private final Panes<S, R> panes;
    private PaneWindow<S, R> closed;
    private S open;
    private long openStart;

    RecordPanes(Aggregation<T, S, R> aggregation, Span span, SlidingChoice choice) {
        this(aggregation, span, new Panes<>(aggregation, span.size(), choice));
    }

    private RecordPanes(Aggregation<T, S, R> aggregation, Span span, Panes<S, R> panes) {
        this.aggregation = aggregation;
        this.span = span;
        this.panes = panes;
        this.closed = panes.create();
    }

    @Override
    public SlidingMethod method() {
        return closed.method();
    }

    @Override
    public long lowest() {
        return open != null ? openStart : closed.isEmpty() ? Long.MIN_VALUE : closed.lastEndMillis() - 1;
    }

    @Override
    public void update(T record, long timeMillis, long position) {
        long start = span.stepOf(position);
        if (open != null && openStart == start) {
            aggregation.update(open, record, timeMillis);
            return;
        }
        S pane = aggregation.create();
        aggregation.update(pane, record, timeMillis);
        if (span.slide() == 1) {
            closed.append(position + 1, pane);
            return;
        }
        if (open != null) {
            closed.append(openStart + span.slide(), open);
        }
        open = pane;
        openStart = start;
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
        if (closed.reachesBelow(start)) {
            RecordPanes<T, S, R> rest = copy();
            rest.evictTo(start);
            return rest.answer(start, nowMillis);
        }
        return open == null || openStart < start ? closed.answer(nowMillis) : closed.answerWith(open, nowMillis);
    }

    @Override
    public boolean isEmpty() {
        return open == null && closed.isEmpty();
    }

    @Override
    public void clear() {
        closed.reset();
        open = null;
    }

    @Override
    public RecordPanes<T, S, R> copy() {
        RecordPanes<T, S, R> copy = new RecordPanes<>(aggregation, span, panes);
        copy.closed = closed.copy();
        copy.open = open == null ? null : aggregation.copy(open);
        copy.openStart = openStart;
        return copy;
    }

    @Override
    public long stateBytes() {
        return 72 + closed.stateBytes() + (open == null ? 0 : aggregation.stateBytes(open));
    }

    @Override
    public boolean keepsRecords() {
        return false;
    }

    /** Whether a pane is open u8, if so its start i64 and its state; then the closed ones. */
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
        closed = PaneWindow.decode(panes, in);
        long end = open != null ? openStart : span.stepOf(newest) + span.slide();
        if (!closed.isEmpty() && closed.lastEndMillis() > end) {
            throw in.corrupt("closed panes must end by " + end + ", got " + closed.lastEndMillis());
        }
    }
}
