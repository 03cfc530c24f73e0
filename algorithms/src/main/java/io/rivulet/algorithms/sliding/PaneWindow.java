package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Objects;

/**
 * One sliding window, made of the states of closed panes; {@link Panes} makes it and turns it into bytes.
 *
 * <p>A pane is a stretch of time for which one state was updated with all its records; the panes' length must divide the window's size and its slide.
 * Windows and panes are half open: that from {@code start} to {@code end} holds the times t with {@code start <= t < end}. For each window end, in
 * rising order, the owner takes these steps:
 *
 * <pre>{@code
 * window.append(end, pane);         // if the pane that ends here has a record
 * window.evictTo(end - sizeMillis);
 * if (window.isEmpty()) {
 *     // nothing to say, and nothing to keep
 * }
 * window.answer(end - 1);           // the last millisecond of the window
 * }</pre>
 *
 * <p><b>Cost.</b> Set by the method; see {@link SlidingMethod}.
 * <p><b>Empty.</b> The answer of a new state. An empty window holds no state and no memory that grew.
 * <p><b>Threads.</b> One owner at a time; no locks inside.
 *
 * @param <S> the state of a pane
 * @param <R> the answer
 */
public final class PaneWindow<S, R> implements Incremental<PaneWindow<S, R>> {

    /*
     * Emptiness is counted in panes, not guessed from states: ends holds the end of every pane that the states hold.
     */
    private final LongRing ends;
    private final PaneStates<S, R> states;

    PaneWindow(PaneStates<S, R> states) {
        this(new LongRing(), states);
    }

    private PaneWindow(LongRing ends, PaneStates<S, R> states) {
        this.ends = ends;
        this.states = states;
    }

    /**
     * Takes a closed pane in. Its state belongs to the window from now on: it is kept, and may be changed, without a copy.
     *
     * @param paneEndMillis the first millisecond after the pane
     * @throws IllegalArgumentException if a later pane was taken in before
     */
    public void append(long paneEndMillis, S pane) {
        Objects.requireNonNull(pane, "pane");
        if (ends.size() > 0 && paneEndMillis < ends.last()) {
            throw new IllegalArgumentException(
                    "paneEndMillis must not fall, got " + paneEndMillis + " after " + ends.last());
        }
        states.append(pane);
        ends.addLast(paneEndMillis);
    }

    /** Drops the panes that end at {@code startMillis} or before; all at once if none is left. */
    public void evictTo(long startMillis) {
        int leaving = ends.countUpTo(startMillis);
        if (leaving == ends.size()) {
            reset();
            return;
        }
        for (int i = 0; i < leaving; i++) {
            states.evict();
            ends.removeFirst();
        }
    }

    /**
     * Answers for all panes held.
     *
     * @param nowMillis the last millisecond of the window, which is its end less 1
     */
    public R answer(long nowMillis) {
        return states.answer(nowMillis);
    }

    /** The same as if {@code open}, which stays as it was, had been appended: for answers before a pane has closed. */
    public R answerWith(S open, long nowMillis) {
        return states.answerWith(Objects.requireNonNull(open, "open"), nowMillis);
    }

    /** Whether no pane is held. */
    public boolean isEmpty() {
        return ends.size() == 0;
    }

    /** How many panes are held. */
    public int panes() {
        return ends.size();
    }

    /** How this window slides: as its {@link Panes} do, unless it was decoded from bytes of another method. */
    public SlidingMethod method() {
        return states.method();
    }

    @Override
    public void reset() {
        if (ends.size() > 0) {
            ends.clear();
            states.clear();
        }
    }

    @Override
    public PaneWindow<S, R> copy() {
        return new PaneWindow<>(ends.copy(), states.copy());
    }

    @Override
    public long stateBytes() {
        return 24 + ends.stateBytes() + states.stateBytes();
    }

    /** Whether a pane would leave with {@link #evictTo}. */
    boolean reachesBelow(long startMillis) {
        return ends.size() > 0 && ends.get(0) <= startMillis;
    }

    /** The end of the newest pane, of which there must be one. */
    long lastEndMillis() {
        return ends.last();
    }

    void encode(StateWriter out) {
        ends.encode(out);
        PaneStates.encode(states, out);
    }

    /** @throws CorruptStateException if the bytes are no such window */
    static <S, R> PaneWindow<S, R> decode(Panes<S, R> panes, StateReader in) {
        LongRing ends = new LongRing();
        ends.decode("pane ends", true, in);
        return new PaneWindow<>(ends, panes.decodeStates(ends.size(), in));
    }
}
