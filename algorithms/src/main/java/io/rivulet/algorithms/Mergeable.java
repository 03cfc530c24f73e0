package io.rivulet.algorithms;

/**
 * Two states can become one that answers for both streams; this is what parallel parts, panes and sliding windows rest on.
 *
 * @param <S> the algorithm's own class
 */
public interface Mergeable<S> {

    /**
     * Takes the other state in; {@code other} stays as it was. Merging with itself counts the stream twice.
     *
     * @throws IllegalArgumentException if parameters or seeds differ; this state is then unchanged
     */
    void merge(S other);
}
