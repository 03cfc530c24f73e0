package io.rivulet.algorithms.entropy;

/** How spread a stream of items is. */
public interface EntropyEstimator {

    /** Takes one number in as an item of its own. */
    void update(long item);

    /** Takes one text in; equal texts are the same item. */
    void update(CharSequence item);

    /** The Shannon entropy in bits; 0 for an empty stream. */
    double estimate();
}
