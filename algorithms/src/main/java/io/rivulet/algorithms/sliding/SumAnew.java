package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/** The sum of a queue of states, merged anew whenever it is asked for: what the others are measured against. */
final class SumAnew<S> implements SummaryQueue<S> {

    private final Aggregation<?, S, ?> aggregation;
    private final Ring<S> states;

    SumAnew(Aggregation<?, S, ?> aggregation) {
        this(aggregation, new Ring<>());
    }

    private SumAnew(Aggregation<?, S, ?> aggregation, Ring<S> states) {
        this.aggregation = aggregation;
        this.states = states;
    }

    @Override
    public int size() {
        return states.size();
    }

    @Override
    public void append(S newest) {
        states.addLast(newest);
    }

    @Override
    public void evict() {
        states.removeFirst();
    }

    @Override
    public S sum() {
        return states.size() == 1 ? states.get(0) : copyOfSum();
    }

    @Override
    public S copyOfSum() {
        S sum = aggregation.copy(states.get(0));
        for (int i = 1; i < states.size(); i++) {
            aggregation.merge(sum, states.get(i));
        }
        return sum;
    }

    @Override
    public void clear() {
        states.clear();
    }

    @Override
    public SumAnew<S> copy() {
        return new SumAnew<>(aggregation, states.copy(aggregation::copy));
    }

    @Override
    public long stateBytes() {
        return 24 + SummaryQueue.bytesOf(aggregation, states);
    }

    /** The states. */
    @Override
    public void encode(StateWriter out) {
        SummaryQueue.encodeStates(aggregation, states, out);
    }

    @Override
    public void decode(int size, StateReader in) {
        SummaryQueue.decodeStates(aggregation, states, size, in);
    }
}
