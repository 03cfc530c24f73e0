package io.rivulet.algorithms.distinct;

/** How many different items a stream has. Taking the same item in again never changes the answer. */
public interface DistinctCounter {

    /** Takes one number in as an item of its own. */
    void update(long item);

    /** Takes one text in; equal texts are the same item. */
    void update(CharSequence item);

    /** How many different items were taken in, about; 0 for an empty stream. */
    double estimate();

    /**
     * The standard deviation of the estimate divided by the true number: two estimates of three are closer than this, 997 of 1,000 closer than three
     * times this.
     */
    double relativeStandardError();
}
