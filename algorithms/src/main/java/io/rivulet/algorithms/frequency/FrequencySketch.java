package io.rivulet.algorithms.frequency;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.Mergeable;

/**
 * Counts any number of different items in a fixed table of counters that items share by hash. It keeps no items: it answers for those it is asked about,
 * and {@link SketchTopK} finds the frequent ones.
 *
 * @param <S> the sketch's own class
 */
public sealed interface FrequencySketch<S extends FrequencySketch<S>>
        extends FrequencyEstimator<CharSequence>, Incremental<S>, Mergeable<S>
        permits CountMin, ConservativeCountMin, CountSketch {

    /** Takes one text in that counts {@code weight} times; equal texts are the same item. */
    @Override
    default void update(CharSequence item, long weight) {
        updateHash(Hash.ofText(item, seed()), weight);
    }

    /** Takes one number in as an item of its own. */
    default void update(long item) {
        update(item, 1);
    }

    /** Takes one number in that counts {@code weight} times. */
    default void update(long item, long weight) {
        updateHash(Hash.ofLong(item, seed()), weight);
    }

    /**
     * Takes one item in by a hash that the caller has already.
     *
     * @param hash 64 well mixed bits, as {@link Hash} gives them under {@link #seed}; raw ids are not
     */
    void updateHash(long hash, long weight);

    @Override
    default long estimate(CharSequence item) {
        return estimateHash(Hash.ofText(item, seed()));
    }

    /** The weight of one number; see {@link #estimate(Object)}. */
    default long estimate(long item) {
        return estimateHash(Hash.ofLong(item, seed()));
    }

    /** The weight of an item by its hash; see {@link #updateHash}. */
    long estimateHash(long hash);

    /** By how much an estimate may be wrong; the class says with what probability by more. */
    long likelyError();

    /** How many counters a row has: a power of two. */
    int width();

    /** How many rows there are. */
    int depth();

    /** Of the hash; only sketches of one seed merge. */
    long seed();
}
