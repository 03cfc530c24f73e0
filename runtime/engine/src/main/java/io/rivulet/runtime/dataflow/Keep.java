package io.rivulet.runtime.dataflow;

/** What becomes of a key's state after a call. */
public enum Keep {
    /** It stays. */
    RETAIN,
    /** It goes, with its timers; the key's next record starts anew. */
    DISCARD
}
