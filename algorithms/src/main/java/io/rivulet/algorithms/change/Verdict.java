package io.rivulet.algorithms.change;

/** What a detector says of the value that it has just taken in. */
public enum Verdict {
    /** Nothing new, or too few values to tell. */
    NONE,
    /** Perhaps the beginning of a change; takes itself back where nothing follows. Only detectors with two limits warn. */
    WARNING,
    /** A change has been found with this very value; the detector has begun anew. */
    CHANGE
}
