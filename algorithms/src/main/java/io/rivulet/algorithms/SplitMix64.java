package io.rivulet.algorithms;

/**
 * The library's source of randomness: a generator whose whole position is one {@code long}, so that it can be part of a state and a restored run
 * draws what the unbroken one would have drawn.
 *
 * <p><b>Method.</b> Steele, Lea and Flood, <i>Fast splittable pseudorandom number generators</i>, OOPSLA 2014.
 * <p><b>Threads.</b> One owner at a time.
 */
public final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** A generator at position {@code state}; any value is a good seed. */
    public SplitMix64(long state) {
        this.state = state;
    }

    /** The position: {@code new SplitMix64(g.state())} draws what {@code g} draws next. */
    public long state() {
        return state;
    }

    /** 64 random bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), a multiple of 2<sup>-53</sup>. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in (0, 1): never 0, so that its logarithm is finite. */
    public double nextOpenDouble() {
        return ((nextLong() >>> 12) + 0.5) * 0x1.0p-52;
    }

    /**
     * Uniform in 0..bound-1, without bias.
     *
     * @throws IllegalArgumentException unless bound is positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, got " + bound);
        }
        return (int) nextLong(bound);
    }

    /**
     * Uniform in 0..bound-1, without bias (Lemire, <i>ACM TOMACS</i> 29(1), 2019).
     *
     * @throws IllegalArgumentException unless bound is positive
     */
    public long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, got " + bound);
        }
        long bits = nextLong();
        long low = bits * bound;
        if (Long.compareUnsigned(low, bound) < 0) {
            long threshold = Long.remainderUnsigned(-bound, bound);
            while (Long.compareUnsigned(low, threshold) < 0) {
                bits = nextLong();
                low = bits * bound;
            }
        }
        // The upper word of the unsigned product: multiplyHigh is signed, so add bound where the top bit of bits is
        // set.
        return Math.multiplyHigh(bits, bound) + ((bits >> 63) & bound);
    }

    /** Standard normal (Marsaglia's polar method; the second variate is not kept, so that the state stays one long). */
    public double nextGaussian() {
        while (true) {
            double x = 2 * nextDouble() - 1;
            double y = 2 * nextDouble() - 1;
            double square = x * x + y * y;
            if (square < 1 && square > 0) {
                return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** The output function alone: a bijection of 64-bit words in which every input bit moves every output bit. */
    public static long mix(long word) {
        long z = word;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
