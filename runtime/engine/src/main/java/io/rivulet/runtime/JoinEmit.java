package io.rivulet.runtime;

/** When a join gives its rows. */
public enum JoinEmit {
    /** As soon as every side has a value; the key then starts anew. */
    COMPLETE,
    /** At the end, whatever is there; sides without a value are empty. */
    FINAL,
    /** After each record, the rows that it makes; sides without a value yet are empty. */
    RUNNING
}
