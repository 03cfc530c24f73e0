package io.rivulet.runtime.engine;

/**
 * A task that has something to put into every epoch: the states of keys, the prepared part of an output. It begins when the epoch's barrier comes to it; where its
 * input has ended, no barrier comes, and the worker makes it begin.
 */
interface Participant {

    /** The step's name. */
    String step();

    /** Whether nothing will ever come to it any more, a barrier neither. */
    boolean hasEnded();

    /** The epoch ends here: what it puts into the epoch is what it has now. */
    void begin(long epoch, boolean full);

    /** Goes on writing, for about so many bytes; whether that was all. */
    boolean write(EpochPart part, int bytes);
}
