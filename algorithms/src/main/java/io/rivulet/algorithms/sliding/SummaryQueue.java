package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * States in the order of their time, of which the oldest leave first, and the sum of them all: oldest merged with the next, and so on. The order is
 * kept, so that merging need not be commutative.
 *
 * @param <S> the state
 */
interface SummaryQueue<S> {

    int size();

    /** Puts the newest state in, which from now on belongs to the queue. */
    void append(S newest);

    /** Drops the oldest; there must be one. */
    void evict();

    /** The sum of all, of which there must be one; valid until the next change, and not to be changed. */
    S sum();

    /** The same as a state that belongs to the caller. */
    S copyOfSum();

    /** Drops all. */
    void clear();

    SummaryQueue<S> copy();

    long stateBytes();

    /** Writes all but the number of states, which the reader must know; nothing if there is none. */
    void encode(StateWriter out);

    /** Fills this empty queue with {@code size} states, at least one. */
    void decode(int size, StateReader in);

    static <S> SummaryQueue<S> of(Aggregation<?, S, ?> aggregation, SlidingMethod method) {
        return switch (method) {
            case SUBTRACT -> new RunningTotal<>(aggregation);
            case TWO_STACKS -> new TwoStacks<>(aggregation);
            case DABA_LITE -> new DabaLite<>(aggregation);
            case RECOMPUTE -> new SumAnew<>(aggregation);
            default -> throw new IllegalArgumentException("method must queue states, got " + method);
        };
    }

    /**
     * Reads a state and makes sure that it can be merged with new ones, so that altered parameters show now and not at some later step.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static <S> S decodeState(Aggregation<?, S, ?> aggregation, StateReader in) {
        S state = aggregation.codec().decode(in);
        aggregation.merge(aggregation.create(), state);
        return state;
    }

    static <S> void encodeStates(Aggregation<?, S, ?> aggregation, Ring<S> states, StateWriter out) {
        for (int i = 0; i < states.size(); i++) {
            aggregation.codec().encode(states.get(i), out);
        }
    }

    static <S> void decodeStates(Aggregation<?, S, ?> aggregation, Ring<S> states, int size, StateReader in) {
        for (int i = 0; i < size; i++) {
            states.addLast(decodeState(aggregation, in));
        }
    }

    static <S> long bytesOf(Aggregation<?, S, ?> aggregation, Ring<S> states) {
        long bytes = states.stateBytes();
        for (int i = 0; i < states.size(); i++) {
            bytes += aggregation.stateBytes(states.get(i));
        }
        return bytes;
    }
}
