package io.rivulet.algorithms.sampling;

import io.rivulet.algorithms.Hash;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateWriter;

/**
 * What a sample draws from. It starts from a seed and is stirred by the first items: parts and panes of one stream all have the same seed, and would otherwise
 * draw alike and so spoil the merge.
 */
final class Chance {

    private SplitMix64 random;

    Chance(long state) {
        random = new SplitMix64(state);
    }

    long state() {
        return random.state();
    }

    /** Goes on from elsewhere. */
    void moveTo(long state) {
        random = new SplitMix64(state);
    }

    /** Makes all that is drawn from now on depend on the item too. */
    <T> void stir(StateCodec<T> codec, T item) {
        StateWriter out = new StateWriter();
        codec.encode(item, out);
        stir(Hash.ofBytes(out.toByteArray(), 0));
    }

    /** Makes all that is drawn from now on depend on the word too. */
    void stir(long word) {
        moveTo(Hash.ofLong(word, random.nextLong()));
    }

    /** Uniform in (0, 1). */
    double uniform() {
        return random.nextOpenDouble();
    }

    /** Exponential with mean 1; StrictMath, so that all machines choose alike. */
    double exponential() {
        return -StrictMath.log(random.nextOpenDouble());
    }

    /** Uniform in 0..bound-1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Whether something of that probability happens. */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }
}
