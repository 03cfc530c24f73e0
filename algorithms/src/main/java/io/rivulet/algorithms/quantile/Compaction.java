package io.rivulet.algorithms.quantile;

import io.rivulet.algorithms.StateWriter;

/** Which keys of {@link CompactingLevels} are compacted, and when: what makes one sketch err alike everywhere and another less at one end. */
sealed interface Compaction permits KllCompaction, ReqCompaction {

    /** How many keys a level holds before it can be compacted. */
    int capacity(int level, int levels);

    /** How many of the lowest keys of a full level stay out of its next compaction. */
    int kept(int level);

    /** A level has been compacted; returns whether that changed its capacity. */
    boolean compacted(int level);

    /** Takes in how often the other's levels have been compacted. */
    void merge(Compaction other);

    /** Whether sketches of the two may be merged. */
    boolean isLike(Compaction other);

    /** What distinguishes it: {@code k 200}. */
    String describe();

    Compaction copy();

    /** With the same parameters, before anything was compacted. */
    Compaction fresh();

    long stateBytes();

    void encode(StateWriter out);
}
