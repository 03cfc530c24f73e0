package io.rivulet.runtime.operators;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.runtime.state.KeyHash;

/**
 * A choice by chance that is the same whenever it is made again: it follows from what is chosen and a seed.
 *
 * @param probability how likely each is chosen
 * @param seed another seed makes another, independent choice
 */
record Chance(double probability, long seed) {

    Chance {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be in 0..1, got " + probability);
        }
    }

    /** Whether a key or value, of the kinds that {@link KeyHash} knows, is chosen. */
    boolean chooses(Object value) {
        return isBelow(SplitMix64.mix(KeyHash.of(value) ^ SplitMix64.mix(seed)));
    }

    /** Whether the record of that number is chosen among those of a key. */
    boolean chooses(Object key, long number) {
        return isBelow(Hash.ofLong(number, KeyHash.of(key) ^ SplitMix64.mix(seed)));
    }

    private boolean isBelow(long hash) {
        return (hash >>> 11) * 0x1.0p-53 < probability;
    }
}
