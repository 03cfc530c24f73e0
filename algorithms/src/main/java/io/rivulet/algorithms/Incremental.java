package io.rivulet.algorithms;

/**
 * What every algorithm of this library can do, whatever question it answers.
 *
 * @param <S> the algorithm's own class
 */
public interface Incremental<S> {

    /** Goes back to the state just after creation, with the same parameters and the same seed. */
    void reset();

    /** A deep, independent copy: what happens to one is never seen in the other. */
    S copy();

    /** Bytes of heap held by the state, arrays counted at their capacity; an estimate within about 20 %. */
    long stateBytes();
}
