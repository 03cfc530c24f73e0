package io.rivulet.runtime;

/** Which rows an interval join gives for a left record, and when. */
public enum IntervalEmit {
    /** A row for each pair, when the watermark passes the later of the two. */
    COMPLETE,
    /** The same rows, and before them one with an empty right for a left record that meets no right one when the watermark passes it. */
    RUNNING,
    /** A row for each pair, all when the left record's interval has passed; one with an empty right if there was none. */
    PRODUCT,
    /** A row with the last right record, when the left record's interval has passed; with an empty right if there was none. */
    FINAL
}
