package io.rivulet.runtime;

/** Which values of a side a join holds for its rows. */
public enum JoinInsert {
    /** The first; later ones change nothing. */
    FIRST,
    /** The last; it takes the place of the one before. */
    LAST,
    /** All: there is a row for each way to take one value of every side. */
    PRODUCT
}
