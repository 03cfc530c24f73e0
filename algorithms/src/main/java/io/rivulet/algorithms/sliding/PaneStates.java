package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;

/**
 * What a window keeps of its panes' states, and how it answers from them.
 *
 * @param <S> the state of a pane
 * @param <R> the answer
 */
interface PaneStates<S, R> {

    SlidingMethod method();

    /** Takes the newest pane's state, which from now on belongs to the window. */
    void append(S pane);

    /** Drops the oldest pane, which is not the last one. */
    void evict();

    /** Drops all. */
    void clear();

    /** Answers for all panes; for none as a new state does. */
    R answer(long nowMillis);

    /** The same as if {@code open}, which stays as it was, had been appended. */
    R answerWith(S open, long nowMillis);

    PaneStates<S, R> copy();

    long stateBytes();

    void encode(StateWriter out);

    /** Fills this empty one with that many panes. */
    void decode(int panes, StateReader in);

    static <S, R> PaneStates<S, R> of(Aggregation<?, S, R> aggregation, long sizeMillis, SlidingChoice choice) {
        return switch (choice.method()) {
            case NATIVE -> new NativeStates<>(aggregation, sizeMillis);
            case PER_PART -> PartStates.of(aggregation, sizeMillis, choice);
            default -> new QueuedStates<>(aggregation, choice.method());
        };
    }

    /** Method u8, then its own. */
    static void encode(PaneStates<?, ?> states, StateWriter out) {
        states.encode(out.writeByte(states.method().code()));
    }

    /** Goes on with the method that wrote the bytes, so that they outlive a change of the choice. */
    static <S, R> PaneStates<S, R> decode(
            Aggregation<?, S, R> aggregation, long sizeMillis, SlidingChoice choice, int panes, StateReader in) {
        SlidingMethod method = SlidingMethod.decode(in);
        PaneStates<S, R> states =
                of(aggregation, sizeMillis, choice.orBegunBy(method, aggregation, SlidingChoice.Use.PANES));
        states.decode(panes, in);
        return states;
    }
}
