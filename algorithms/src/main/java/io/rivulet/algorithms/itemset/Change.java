package io.rivulet.algorithms.itemset;

/** How an answer differs from the one before. */
public enum Change {
    /** It is in the answer now and was not before. */
    ENTERED,
    /** It was in the answer before and is not now. */
    LEFT
}
