package io.rivulet.runtime.dataflow;

/** Which worker has the state of a key. */
public enum StateOwner {
    /** The one that owns its key group: it gets all records of the key, and its state is the only one. */
    KEY_GROUP,
    /**
     * Every worker: the records that change the state are broadcast, in one order for each key, and others only look at it, so that at a barrier all workers have
     * the same. A snapshot needs the copy of one, such as the owner of the key group; a restore gives it to every worker. There are no timers.
     */
    EVERY_WORKER
}
