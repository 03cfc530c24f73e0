package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * The sum of a queue of states that can be subtracted from it again.
 *
 * <p><b>Cost.</b> One merge an append, one subtraction an eviction, nothing for the sum; nothing is copied. n + 1 states.
 * <p><b>Error.</b> None of its own: the states promise to subtract exactly.
 * <p><b>Threads.</b> One owner at a time.
 *
 * @param <S> the state
 */
final class RunningTotal<S> implements SummaryQueue<S> {

    /*
     * total is the sum of all states, and its own only while there are two or more: the sum of one state is that state. Keys that are seldom seen
     * have a pane or two in their window, and would pay twice for them.
     */
    private final Aggregation<?, S, ?> aggregation;
    private final Ring<S> states;
    private S total;

    RunningTotal(Aggregation<?, S, ?> aggregation) {
        this(aggregation, new Ring<>());
    }

    private RunningTotal(Aggregation<?, S, ?> aggregation, Ring<S> states) {
        this.aggregation = aggregation;
        this.states = states;
    }

    @Override
    public int size() {
        return states.size();
    }

    @Override
    public void append(S newest) {
        if (states.size() >= 2) {
            aggregation.merge(total, newest);
        } else if (states.size() == 1) {
            S sum = aggregation.create();
            aggregation.merge(sum, states.get(0));
            aggregation.merge(sum, newest);
            total = sum;
        }
        states.addLast(newest);
    }

    @Override
    public void evict() {
        S oldest = states.removeFirst();
        if (states.size() >= 2) {
            aggregation.subtract(total, oldest);
        } else {
            total = null;
        }
    }

    @Override
    public S sum() {
        return total == null ? states.get(0) : total;
    }

    @Override
    public S copyOfSum() {
        return aggregation.copy(sum());
    }

    @Override
    public void clear() {
        states.clear();
        total = null;
    }

    @Override
    public RunningTotal<S> copy() {
        RunningTotal<S> copy = new RunningTotal<>(aggregation, states.copy(aggregation::copy));
        copy.total = total == null ? null : aggregation.copy(total);
        return copy;
    }

    @Override
    public long stateBytes() {
        return 24 + SummaryQueue.bytesOf(aggregation, states) + (total == null ? 0 : aggregation.stateBytes(total));
    }

    /** The states, then their sum if there are two or more. */
    @Override
    public void encode(StateWriter out) {
        SummaryQueue.encodeStates(aggregation, states, out);
        if (total != null) {
            aggregation.codec().encode(total, out);
        }
    }

    /** The total is read, not summed anew, because a sum of doubles remembers its history; that the states are in it is checked. */
    @Override
    public void decode(int size, StateReader in) {
        SummaryQueue.decodeStates(aggregation, states, size, in);
        if (size < 2) {
            return;
        }
        total = SummaryQueue.decodeState(aggregation, in);
        S rest = aggregation.copy(total);
        for (int i = 0; i < size; i++) {
            aggregation.subtract(rest, states.get(i));
        }
    }
}
