package io.rivulet.runtime.engine;

/** A place on the way of records that can be full. Whoever reads more of the outside, or of a channel, looks first at the gates that its records can reach. */
interface Gate {

    /** Whether more may be sent here. What comes all the same is taken: {@code emit} is never refused. */
    boolean hasRoom();
}
