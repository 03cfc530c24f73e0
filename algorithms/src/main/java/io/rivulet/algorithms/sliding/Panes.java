package io.rivulet.algorithms.sliding;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.sliding.SlidingChoice.Use;
import java.util.Objects;

/**
 * How the windows of one size over one aggregation slide: makes them, one a key, and turns them into bytes. Immutable; made by {@link Sliding#panes}.
 *
 * @param <S> the state of a pane
 * @param <R> the answer
 */
public final class Panes<S, R> {

    private final Aggregation<?, S, R> aggregation;
    private final long sizeMillis;
    private final SlidingChoice choice;

    Panes(Aggregation<?, S, R> aggregation, long sizeMillis, SlidingChoice choice) {
        this.aggregation = Objects.requireNonNull(aggregation, "aggregation");
        this.sizeMillis = sizeMillis;
        this.choice = choice;
        if (choice.method() == SlidingMethod.ONE_PER_WINDOW) {
            throw new IllegalArgumentException("aggregation must slide by panes, got \"" + aggregation.name() + "\": "
                    + choice.reason() + "; keep one state for each open window");
        }
        choice.requireWithinLimit(aggregation, sizeMillis);
    }

    /** The same windows by another method than the one chosen. */
    public Panes<S, R> by(SlidingMethod method) {
        return new Panes<>(aggregation, sizeMillis, SlidingChoice.asked(aggregation, Use.PANES, method));
    }

    /** A new, empty window. */
    public PaneWindow<S, R> create() {
        return new PaneWindow<>(PaneStates.of(aggregation, sizeMillis, choice));
    }

    /**
     * How windows become bytes. Bytes of another size are refused; those of another method are not, the window goes on as it began.
     *
     * <p>Form {@code pane-window} 1: size i64, panes i32, then their ends i64; then the method u8 and what it keeps.
     */
    public StateCodec<PaneWindow<S, R>> codec() {
        return StateCodec.of("pane-window", 1, (window, out) -> window.encode(out.writeLong(sizeMillis)), in -> {
            long size = in.readLong();
            if (size != sizeMillis) {
                throw in.corrupt(
                        "window of " + aggregation.name() + " must be " + sizeMillis + " ms long, got " + size);
            }
            return PaneWindow.decode(this, in);
        });
    }

    /** Which method, and why. */
    public SlidingChoice choice() {
        return choice;
    }

    /** One line for people: the aggregation, the method, the reason; one after another for several aggregations in one. */
    public String describe() {
        return choice.describe();
    }

    PaneStates<S, R> decodeStates(int panes, StateReader in) {
        return PaneStates.decode(aggregation, sizeMillis, choice, panes, in);
    }

    @Override
    public String toString() {
        return describe();
    }
}
