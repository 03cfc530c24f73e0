package io.rivulet.algorithms;

/**
 * An earlier {@code merge} can be undone exactly, which makes a sliding window of panes cost one merge and one subtraction per pane.
 *
 * @param <S> the algorithm's own class
 */
public interface Subtractable<S> {

    /**
     * Undoes one earlier {@code merge(other)}, or the updates that {@code other} saw; {@code other} stays as it was.
     *
     * @throws IllegalArgumentException if parameters differ or {@code other} cannot be part of this; this state is then unchanged
     */
    void subtract(S other);
}
