package io.rivulet.runtime.state;

import io.rivulet.algorithms.StateWriter;

/** Takes what a snapshot holds of one step, entry by entry: a key with its state, or a key that is gone. */
public interface EntryOutput {

    /** Starts an entry: write the key into what this gives. */
    StateWriter startKey(int keyGroup);

    /** The key is written: write its state into what this gives. */
    StateWriter startState();

    /** The state is written, and with it the entry. */
    void endPut();

    /** The key is written, and has no state any more. */
    void endDrop();
}
